/** From events to documents: a batch at a time, and later what was set aside and is tried again. */
@NullMarked
package io.orderflow.projection.fold;

import org.jspecify.annotations.NullMarked;
