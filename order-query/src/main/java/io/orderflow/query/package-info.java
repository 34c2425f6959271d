/** The read side of orders: what is configured and shared by its read models, each of which is a package below. */
@NullMarked
package io.orderflow.query;

import org.jspecify.annotations.NullMarked;
