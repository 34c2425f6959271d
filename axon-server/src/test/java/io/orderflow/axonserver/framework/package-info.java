/** A whole Axon Framework application on the server, in one process. */
@NullMarked
package io.orderflow.axonserver.framework;

import org.jspecify.annotations.NullMarked;
