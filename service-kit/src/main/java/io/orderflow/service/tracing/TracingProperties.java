package io.orderflow.service.tracing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How traces are divided.
 *
 * @param sameTrace how long after an event its handling belongs to the event's trace; later it has one of its own, with a
 *                  link to it
 */
@ConfigurationProperties("orderflow.tracing")
record TracingProperties(@DefaultValue("10m") Duration sameTrace) {}
