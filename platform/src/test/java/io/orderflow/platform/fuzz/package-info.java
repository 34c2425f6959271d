/** Requests as no client should send them, made up from the description of the routes. */
@NullMarked
package io.orderflow.platform.fuzz;

import org.jspecify.annotations.NullMarked;
