/**
 * The process that carries an order through stock and payment: an event-sourced aggregate that decides, a manager that
 * tells it the facts, and processors that send its requests.
 */
@NullMarked
package io.orderflow.saga;

import org.jspecify.annotations.NullMarked;
