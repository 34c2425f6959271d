/** Contexts over real stores. */
@NullMarked
package io.orderflow.axonserver.streams;

import org.jspecify.annotations.NullMarked;
