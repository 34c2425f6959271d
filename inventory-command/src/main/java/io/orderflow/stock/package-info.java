/** The stock of one product: its place in the catalogue, its price, what is on hand and what orders have reserved. */
@NullMarked
package io.orderflow.stock;

import org.jspecify.annotations.NullMarked;
