/** What the projections of a process share: the pointers that say which collection serves, and the checkpoints. */
@NullMarked
package io.orderflow.projection.machinery;

import org.jspecify.annotations.NullMarked;
