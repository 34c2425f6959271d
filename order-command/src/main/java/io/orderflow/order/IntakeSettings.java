package io.orderflow.order;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How far placing orders may run ahead of carrying them on. What lies between is safe in the event store, but every new
 * order waits behind it.
 *
 * @param maxLag how long an order may wait for its process while orders keep coming
 * @param burst  how long orders may come faster than that allows
 */
@Validated
@ConfigurationProperties("orderflow.intake")
record IntakeSettings(@NotNull @DefaultValue("2s") Duration maxLag, @NotNull @DefaultValue("10s") Duration burst) {}
