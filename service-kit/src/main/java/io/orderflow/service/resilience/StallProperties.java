package io.orderflow.service.resilience;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When something counts as stalled.
 *
 * @param after what follows the log has not moved for so long although the log goes on behind its position
 */
@Validated
@ConfigurationProperties("orderflow.stalls")
record StallProperties(@NotNull @DurationMin(millis = 1) @DefaultValue("30s") Duration after) {}
