package io.orderflow.gateway.limit;

import io.orderflow.gateway.backend.RequestKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many requests one caller may send.
 *
 * @param classes  the classes of routes; the first that fits a request counts, and where none fits, no limit holds
 * @param sharedIn the MongoDB in which all gateways count together, as a URI with a database; by default each counts
 *                 for itself in memory, and so several of them allow several times as much
 */
@Validated
@ConfigurationProperties("orderflow.gateway.limits")
record LimitSettings(@NotNull @DefaultValue List<@Valid RouteClass> classes, @Nullable String sharedIn) {

    /**
     * A class of routes.
     *
     * @param name     what clients see in the headers
     * @param takes    which requests it takes
     * @param paths    patterns of paths; none means every path
     * @param requests the number of requests that a caller may send in the time
     * @param per      the time, in which the number grows again bit by bit
     */
    record RouteClass(@NotBlank String name, @NotNull @DefaultValue("ALL") RequestKind takes,
            @NotNull @DefaultValue List<String> paths, @Min(1) long requests, @NotNull Duration per) {}
}
