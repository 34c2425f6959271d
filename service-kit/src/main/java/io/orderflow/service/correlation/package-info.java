/** What every message says of its origin: the request it began with, the message that caused it, and who asked. */
@NullMarked
package io.orderflow.service.correlation;

import org.jspecify.annotations.NullMarked;
