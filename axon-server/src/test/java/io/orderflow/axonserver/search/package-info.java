/** What queries mean, and what is refused. */
@NullMarked
package io.orderflow.axonserver.search;

import org.jspecify.annotations.NullMarked;
