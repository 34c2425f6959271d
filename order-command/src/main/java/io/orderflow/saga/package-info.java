/**
 * The process that carries an order through stock and payment: an event-sourced aggregate that decides, and a manager
 * that tells it what happened and sends what it calls for.
 */
@NullMarked
package io.orderflow.saga;

import org.jspecify.annotations.NullMarked;
