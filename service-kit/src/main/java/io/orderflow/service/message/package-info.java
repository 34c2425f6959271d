/**
 * Commands, queries and events as messages: their names in the store, which are never those of Java classes, their origin,
 * how commands and queries are sent, and how they are refused.
 */
@NullMarked
package io.orderflow.service.message;

import org.jspecify.annotations.NullMarked;
