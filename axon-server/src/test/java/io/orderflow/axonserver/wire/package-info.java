/** The protocol's streams, spoken by hand where the connector would never misbehave so. */
@NullMarked
package io.orderflow.axonserver.wire;

import org.jspecify.annotations.NullMarked;
