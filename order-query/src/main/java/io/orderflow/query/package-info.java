/** The read side of orders, put together of its read models, each of which is a package below. */
@NullMarked
package io.orderflow.query;

import org.jspecify.annotations.NullMarked;
