/** Where a running system is reached below its HTTP interface, left as a file among its data for its own user to find. */
@NullMarked
package io.orderflow.platform.address;

import org.jspecify.annotations.NullMarked;
