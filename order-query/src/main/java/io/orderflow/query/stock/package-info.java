/** The read model of products: their price, what is in stock, and what of it is reserved. */
@NullMarked
package io.orderflow.query.stock;

import org.jspecify.annotations.NullMarked;
