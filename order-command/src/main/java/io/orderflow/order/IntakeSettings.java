package io.orderflow.order;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits how far the placing of orders may run ahead of their processes. The orders in between are safe in the event
 * store, but every new order waits behind them.
 *
 * @param maxLag the time that an order may wait for its process while more orders are placed
 * @param burst  the time for which orders may wait longer than that before further ones are refused
 */
@Validated
@ConfigurationProperties("orderflow.intake")
record IntakeSettings(@NotNull @DefaultValue("2s") Duration maxLag, @NotNull @DefaultValue("10s") Duration burst) {}
