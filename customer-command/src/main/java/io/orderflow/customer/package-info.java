/** Who a customer is, and how the customer is reached. Other contexts know it from the events. */
@NullMarked
package io.orderflow.customer;

import org.jspecify.annotations.NullMarked;
