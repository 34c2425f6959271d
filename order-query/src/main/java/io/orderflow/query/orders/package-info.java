/** The read model of orders, denormalized: what was ordered, its payment, its stock, and where its process stands. */
@NullMarked
package io.orderflow.query.orders;

import org.jspecify.annotations.NullMarked;
