/** Loyalty points, from Kafka: earned when an order is shipped, and taken back when it is refunded. */
@NullMarked
package io.orderflow.notification.points;

import org.jspecify.annotations.NullMarked;
