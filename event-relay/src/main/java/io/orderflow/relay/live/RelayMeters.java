package io.orderflow.relay.live;

import io.orderflow.service.metrics.MeterDefinition;

/** The meters of the publication to brokers. */
final class RelayMeters {

    static final MeterDefinition LAG = MeterDefinition.gauge("orderflow.relay.lag", "seconds",
            "The age of the oldest event that waits to be published", "relay");
    static final MeterDefinition PUBLISHED = MeterDefinition.counter("orderflow.relay.published", "messages",
            "Messages that the broker has acknowledged", "relay");

    private RelayMeters() {}
}
