/** Serves the read models: reading one's own writes, live updates, and the HTTP interface. */
@NullMarked
package io.orderflow.projection.serve;

import org.jspecify.annotations.NullMarked;
