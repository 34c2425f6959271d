/** The language of orders: what can be asked of one, what happens to it, what can be queried. */
@NullMarked
package io.orderflow.api.order;

import org.jspecify.annotations.NullMarked;
