/** The published language of the order saga: its events, its deadlines and queries. */
@NullMarked
package io.orderflow.api.saga;

import org.jspecify.annotations.NullMarked;
