/** A form for demonstrations: places an order, and makes sample data where there is none. */
@NullMarked
package io.orderflow.console.place;

import org.jspecify.annotations.NullMarked;
