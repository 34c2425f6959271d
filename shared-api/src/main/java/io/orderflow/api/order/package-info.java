/** The published language of orders: commands, events and queries. */
@NullMarked
package io.orderflow.api.order;

import org.jspecify.annotations.NullMarked;
