/** Events that could not be handled and wait, in their order, for a person to decide: shown, retried, evicted. */
@NullMarked
package io.orderflow.service.letter;

import org.jspecify.annotations.NullMarked;
