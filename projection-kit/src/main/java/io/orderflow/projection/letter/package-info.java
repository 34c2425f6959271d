/** The letters of projections in the hands of an operator: looked at, tried again, given up. */
@NullMarked
package io.orderflow.projection.letter;

import org.jspecify.annotations.NullMarked;
