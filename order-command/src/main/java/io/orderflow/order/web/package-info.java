/** Orders over HTTP: placing, cancelling and shipping them. */
@NullMarked
package io.orderflow.order.web;

import org.jspecify.annotations.NullMarked;
