/**
 * Databases, collections, indexes and cursors on the store, in the form that the server of MongoDB's protocol needs.
 */
@NullMarked
package io.orderflow.mongoserver.backend;

import org.jspecify.annotations.NullMarked;
