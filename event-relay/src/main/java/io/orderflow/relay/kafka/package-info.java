/** Publishes events to Kafka. */
@NullMarked
package io.orderflow.relay.kafka;

import org.jspecify.annotations.NullMarked;
