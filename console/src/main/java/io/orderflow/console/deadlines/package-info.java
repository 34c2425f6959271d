/** The page of deadlines to come: what each is for and when it is due, and how it is moved or cancelled. */
@NullMarked
package io.orderflow.console.deadlines;

import org.jspecify.annotations.NullMarked;
