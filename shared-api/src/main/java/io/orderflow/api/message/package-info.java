/** How a message type gets its stable name, which outlives every Java class name. */
@NullMarked
package io.orderflow.api.message;

import org.jspecify.annotations.NullMarked;
