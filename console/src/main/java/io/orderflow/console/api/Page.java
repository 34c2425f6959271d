package io.orderflow.console.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next the cursor of the next page; absent on the last one
 */
public record Page<I>(List<I> items, @Nullable String next) {

    public Page {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
