/** Finds the keys that have to be read to answer a query, and their order. */
@NullMarked
package io.orderflow.mongoserver.query;

import org.jspecify.annotations.NullMarked;
