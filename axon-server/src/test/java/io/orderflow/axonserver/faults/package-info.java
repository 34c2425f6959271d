/** What networks and clients do wrong, and what the server does then. */
@NullMarked
package io.orderflow.axonserver.faults;

import org.jspecify.annotations.NullMarked;
