/** Who is let in, over each transport. */
@NullMarked
package io.orderflow.axonserver.access;

import org.jspecify.annotations.NullMarked;
