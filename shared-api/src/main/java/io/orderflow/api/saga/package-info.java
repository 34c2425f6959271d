/** The language of the order saga: the facts it is told and the events of its process. */
@NullMarked
package io.orderflow.api.saga;

import org.jspecify.annotations.NullMarked;
