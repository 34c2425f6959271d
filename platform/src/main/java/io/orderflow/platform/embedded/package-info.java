/** The platform in one process, with its event store and its database within it where no others are named. */
@NullMarked
package io.orderflow.platform.embedded;

import org.jspecify.annotations.NullMarked;
