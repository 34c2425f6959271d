/** What is far behind is taken to the head of the log faster than the event processor could. */
@NullMarked
package io.orderflow.projection.replay;

import org.jspecify.annotations.NullMarked;
