/**
 * The stock of one product: its place in the catalogue, its price, the quantity on hand and the reservations of orders.
 */
@NullMarked
package io.orderflow.stock;

import org.jspecify.annotations.NullMarked;
