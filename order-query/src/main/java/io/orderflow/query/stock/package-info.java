/** The read model of products: their price, their units in stock, and how many of these are reserved. */
@NullMarked
package io.orderflow.query.stock;

import org.jspecify.annotations.NullMarked;
