/** The list of orders, and the page of one order: its state now and before, its process, its history and its causes. */
@NullMarked
package io.orderflow.console.orders;

import org.jspecify.annotations.NullMarked;
