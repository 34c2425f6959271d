/** The order as its customer sees it: placed, confirmed, shipped, or rejected or cancelled on the way. */
@NullMarked
package io.orderflow.order;

import org.jspecify.annotations.NullMarked;
