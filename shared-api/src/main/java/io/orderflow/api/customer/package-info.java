/** The published language of customers: who they are, and how they are reached. */
@NullMarked
package io.orderflow.api.customer;

import org.jspecify.annotations.NullMarked;
