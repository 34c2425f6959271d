/** Decides which collection serves: the housekeeping of a process's projections, and rebuilds as resources. */
@NullMarked
package io.orderflow.projection.rebuild;

import org.jspecify.annotations.NullMarked;
