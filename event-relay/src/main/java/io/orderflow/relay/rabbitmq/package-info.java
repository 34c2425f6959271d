/** Publishes events to RabbitMQ. */
@NullMarked
package io.orderflow.relay.rabbitmq;

import org.jspecify.annotations.NullMarked;
