/**
 * The language in which clients look for events: filters over the fields of an event, a time, and a limit, joined by
 * {@code |}. A query is read once, and then says of each event whether it is wanted, and where in the store the wanted
 * ones can be.
 */
@NullMarked
package io.orderflow.axonserver.search;

import org.jspecify.annotations.NullMarked;
