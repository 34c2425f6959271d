/** The changes of single documents as they happen, as server-sent events. */
@NullMarked
package io.orderflow.projection.updates;

import org.jspecify.annotations.NullMarked;
