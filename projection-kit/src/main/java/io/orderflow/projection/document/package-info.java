/** The storage of documents: their form in the database, and reading and writing many of them at a time. */
@NullMarked
package io.orderflow.projection.document;

import org.jspecify.annotations.NullMarked;
