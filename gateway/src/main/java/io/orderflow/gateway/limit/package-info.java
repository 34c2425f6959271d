/** How many requests a caller may send. */
@NullMarked
package io.orderflow.gateway.limit;

import org.jspecify.annotations.NullMarked;
