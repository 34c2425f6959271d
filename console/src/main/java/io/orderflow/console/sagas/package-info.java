/** The pages of the processes of orders: which are stuck and why, and what an operator can do about it. */
@NullMarked
package io.orderflow.console.sagas;

import org.jspecify.annotations.NullMarked;
