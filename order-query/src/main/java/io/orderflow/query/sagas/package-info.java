/** The read model of the processes that carry orders: where each stands, what it waits for, and how it came there. */
@NullMarked
package io.orderflow.query.sagas;

import org.jspecify.annotations.NullMarked;
