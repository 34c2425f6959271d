package io.orderflow.gateway.composition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A page of a list that is made of the lists of several services.
 *
 * @param items   the items of one service after those of another, each as its service shows it
 * @param next    the cursor with which a client asks for the next page, absent where this is the last
 * @param missing the services that could not be asked for their items
 */
record ComposedList(List<JsonNode> items, @Nullable String next, List<Missing> missing) {}
