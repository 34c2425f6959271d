/** The HTTP side, as tools and test helpers call it. */
@NullMarked
package io.orderflow.axonserver.http;

import org.jspecify.annotations.NullMarked;
