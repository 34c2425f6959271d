/** The collections of a projection, one after the other: which serves, which is being built, and what fills each. */
@NullMarked
package io.orderflow.projection.generation;

import org.jspecify.annotations.NullMarked;
