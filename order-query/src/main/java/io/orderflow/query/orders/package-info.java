/** The read model of orders, denormalized: the order itself, its payment, its stock, and the step of its process. */
@NullMarked
package io.orderflow.query.orders;

import org.jspecify.annotations.NullMarked;
