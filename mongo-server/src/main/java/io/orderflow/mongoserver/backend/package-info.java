/** Databases, collections, indexes and cursors as the server of MongoDB's protocol wants them, on the store. */
@NullMarked
package io.orderflow.mongoserver.backend;

import org.jspecify.annotations.NullMarked;
