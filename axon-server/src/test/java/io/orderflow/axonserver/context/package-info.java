/** Contexts over real stores. */
@NullMarked
package io.orderflow.axonserver.context;

import org.jspecify.annotations.NullMarked;
