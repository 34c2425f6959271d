/** The read model of customers: their orders, in all and of late. */
@NullMarked
package io.orderflow.query.customers;

import org.jspecify.annotations.NullMarked;
