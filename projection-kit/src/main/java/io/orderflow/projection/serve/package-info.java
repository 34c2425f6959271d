/** What answers: reading one's own writes, live updates, and HTTP. */
@NullMarked
package io.orderflow.projection.serve;

import org.jspecify.annotations.NullMarked;
