/**
 * The trace of a request: spans of messages, of batches and of the database, the W3C headers, and the fields by which
 * the lines of the log are found. Nothing of it is loaded where no receiver of spans is named, but for the fields.
 */
@NullMarked
package io.orderflow.service.tracing;

import org.jspecify.annotations.NullMarked;
