/** The language of stock: products, prices, quantities on hand and reservations. */
@NullMarked
package io.orderflow.api.stock;

import org.jspecify.annotations.NullMarked;
