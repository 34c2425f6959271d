/** What stands in for MongoDB where there is none. */
@NullMarked
package io.orderflow.platform.embedded;

import org.jspecify.annotations.NullMarked;
