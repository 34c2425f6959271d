/** How documents are stored: their form in the database, and reading and writing them many at a time. */
@NullMarked
package io.orderflow.projection.document;

import org.jspecify.annotations.NullMarked;
