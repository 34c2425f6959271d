package io.orderflow.service.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The versions of the HTTP interface, which clients name in {@code API-Version}.
 *
 * @param stable     the versions that clients may rely on, the newest last; it counts where a client names none
 * @param preview    further versions, which may still change
 * @param deprecated the versions that are going to end
 */
@Validated
@ConfigurationProperties("orderflow.api-versions")
public record ApiVersionProperties(@NotEmpty @DefaultValue("1") List<String> stable, @DefaultValue List<String> preview,
        @DefaultValue List<@Valid Ending> deprecated) {

    /**
     * A version that is going to end.
     *
     * @param since  when it was deprecated
     * @param sunset when it ends
     * @param link   where to read on
     */
    record Ending(@NotNull String version, @NotNull OffsetDateTime since, @Nullable OffsetDateTime sunset,
            @Nullable URI link) {}
}
