/** From the log to the documents: a projection's collections, the processors that fill them, and what cannot be folded. */
@NullMarked
package io.orderflow.projection.engine;

import org.jspecify.annotations.NullMarked;
