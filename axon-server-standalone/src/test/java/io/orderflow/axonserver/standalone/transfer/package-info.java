/** Tests of moving events between servers. */
@NullMarked
package io.orderflow.axonserver.standalone.transfer;

import org.jspecify.annotations.NullMarked;
