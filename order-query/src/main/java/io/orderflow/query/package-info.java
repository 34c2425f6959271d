/** The read side of orders. Each package below is one read model. */
@NullMarked
package io.orderflow.query;

import org.jspecify.annotations.NullMarked;
