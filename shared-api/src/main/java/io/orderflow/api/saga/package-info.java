/** The language of the order saga: the events of its process, its deadlines, and what can be asked about it. */
@NullMarked
package io.orderflow.api.saga;

import org.jspecify.annotations.NullMarked;
