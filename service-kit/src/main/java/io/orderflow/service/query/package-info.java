/** How queries are asked and refused, whichever service answers them. */
@NullMarked
package io.orderflow.service.query;

import org.jspecify.annotations.NullMarked;
