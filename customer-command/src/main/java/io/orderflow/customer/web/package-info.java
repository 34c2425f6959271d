/** The registration of customers over HTTP, and its changes. */
@NullMarked
package io.orderflow.customer.web;

import org.jspecify.annotations.NullMarked;
