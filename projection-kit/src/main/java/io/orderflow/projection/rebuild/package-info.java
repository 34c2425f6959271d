/** Rebuilds as resources: a new collection beside the one that serves, compared with it and promoted. */
@NullMarked
package io.orderflow.projection.rebuild;

import org.jspecify.annotations.NullMarked;
