/**
 * The read model of the processes of orders: the step of each, the answers that it waits for, and its events so far.
 */
@NullMarked
package io.orderflow.query.sagas;

import org.jspecify.annotations.NullMarked;
