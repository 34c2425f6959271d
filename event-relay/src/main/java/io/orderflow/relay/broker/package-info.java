/** What the relay wants of a message broker, whichever it is, and the settings. */
@NullMarked
package io.orderflow.relay.broker;

import org.jspecify.annotations.NullMarked;
