/** Rebuilds of read models from the command line. */
@NullMarked
package io.orderflow.platform.rebuild;

import org.jspecify.annotations.NullMarked;
