/** Refusals, and the stable codes that clients see. */
@NullMarked
package io.orderflow.api.problem;

import org.jspecify.annotations.NullMarked;
