package io.orderflow.console.eventlog;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of the event log, the newest event first.
 *
 * @param next       the cursor of the next page; absent at the beginning of the log
 * @param position   the position of the last event of the log
 * @param searchedTo the position down to which the log was searched
 */
public record LogPage(List<LoggedEvent> items, @Nullable String next, @Nullable Long position,
        @Nullable Long searchedTo) {

    public LogPage {
        items = items == null ? List.of() : List.copyOf(items);
    }

    /** An event with those before and after it. */
    public record Neighbours(LoggedEvent event, List<LoggedEvent> before, List<LoggedEvent> after) {

        public Neighbours {
            before = before == null ? List.of() : List.copyOf(before);
            after = after == null ? List.of() : List.copyOf(after);
        }

        /** All of them in the order of the log's page. */
        public List<LoggedEvent> newestFirst() {
            return Stream.of(before, List.of(event), after)
                    .flatMap(List::stream)
                    .sorted(Comparator.comparing(LoggedEvent::place).reversed())
                    .toList();
        }

        /** The position of the event before; null where there is none. */
        public @Nullable Long previous() {
            return before.stream().max(Comparator.comparing(LoggedEvent::place)).map(LoggedEvent::position)
                    .orElse(null);
        }

        /** The position of the event after; null where there is none. */
        public @Nullable Long following() {
            return after.stream().min(Comparator.comparing(LoggedEvent::place)).map(LoggedEvent::position).orElse(null);
        }
    }
}
