/** Rebuilds of read models as seen from a terminal. */
@NullMarked
package io.orderflow.platform.rebuild;

import org.jspecify.annotations.NullMarked;
