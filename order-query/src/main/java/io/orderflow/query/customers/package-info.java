/** The read model of customers: what each has ordered, in all and of late. */
@NullMarked
package io.orderflow.query.customers;

import org.jspecify.annotations.NullMarked;
