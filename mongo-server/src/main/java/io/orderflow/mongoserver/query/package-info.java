/** Finds out which keys have to be read to answer a query, and in which order. */
@NullMarked
package io.orderflow.mongoserver.query;

import org.jspecify.annotations.NullMarked;
