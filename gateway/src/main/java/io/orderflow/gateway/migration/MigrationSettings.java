package io.orderflow.gateway.migration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which paths an old system still answers.
 *
 * @param paths     the migrations; the first that fits a request counts
 * @param stateFile the file that keeps the mode of each migration, as operators have changed it; without it the
 *                  configured modes hold again after a restart
 */
@Validated
@ConfigurationProperties("orderflow.gateway.migrations")
record MigrationSettings(@NotNull @DefaultValue List<@Valid LegacyRoute> paths, @Nullable Path stateFile) {

    /**
     * Paths that an old system answers, or has answered.
     *
     * @param name          by which operators know it
     * @param paths         patterns of paths, all of which have routes to services
     * @param legacy        scheme, host, port and perhaps a path of the old system
     * @param mode          who answers, until an operator changes it
     * @param percent       the share of callers, in percent, that the new system answers in that mode
     * @param ignored       fields that may differ, by their names, or by paths such as {@code /items/*}{@code /version}
     * @param shadowChanges whether changes, too, are sent to the new system in the mode {@code SHADOW}, which then
     *                      carries them out
     * @param timeout       the time until the head of the old system's answer
     */
    record LegacyRoute(@NotNull @Pattern(regexp = "[a-z0-9-]+") String name, @NotEmpty List<String> paths,
            @NotNull URI legacy, @NotNull @DefaultValue("LEGACY") Mode mode,
            @Min(0) @Max(100) @DefaultValue("0") int percent, @NotNull @DefaultValue List<String> ignored,
            @DefaultValue("false") boolean shadowChanges, @NotNull @DefaultValue("15s") Duration timeout) {}
}
