/** Checkpoints: how far event processors have come, kept in MongoDB. */
@NullMarked
package io.orderflow.service.checkpoint;

import org.jspecify.annotations.NullMarked;
