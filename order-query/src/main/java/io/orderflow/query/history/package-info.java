/** The read model of an order's history: every event, of whichever aggregate, that happened on its behalf. */
@NullMarked
package io.orderflow.query.history;

import org.jspecify.annotations.NullMarked;
