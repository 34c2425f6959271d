/**
 * What an operator does to the event processors of connected clients: pausing and starting them, and splitting, merging
 * and moving their segments. The clients do the work; this knows whom to ask, and in what order.
 */
@NullMarked
package io.orderflow.axonserver.control;

import org.jspecify.annotations.NullMarked;
