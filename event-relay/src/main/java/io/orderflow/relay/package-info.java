/** Tells other systems what happens, as integration events on the message brokers that they have. */
@NullMarked
package io.orderflow.relay;

import org.jspecify.annotations.NullMarked;
