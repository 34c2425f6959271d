package io.orderflow.service.resilience;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Decides when a reader of the log counts as stalled.
 *
 * @param after the time after which a reader of the log counts as stalled that has not moved although there are events
 *              behind its position
 */
@Validated
@ConfigurationProperties("orderflow.stalls")
record StallProperties(@NotNull @DurationMin(millis = 1) @DefaultValue("30s") Duration after) {}
