/** Tests of the relay with real brokers. */
@NullMarked
package io.orderflow.relay;

import org.jspecify.annotations.NullMarked;
