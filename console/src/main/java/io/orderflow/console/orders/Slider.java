package io.orderflow.console.orders;

import io.orderflow.console.eventlog.LoggedEvent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The versions of an order between which one can move.
 *
 * @param stops the events that changed the order, the earliest first
 * @param at     the number of the shown one
 * @param part   whether these are some versions of many
 * @param beyond whether the order as it is now is a later version than all of these
 */
public record Slider(List<LoggedEvent> stops, int at, boolean part, boolean beyond) {

    /**
     * @param moment a position or a time; absent for now
     * @param later  whether there are versions before these
     * @param more   whether there are versions behind these
     */
    static Slider of(List<LoggedEvent> stops, @Nullable String moment, boolean later, boolean more) {
        int shown = stops.size() - 1;
        for (int i = stops.size() - 1; moment != null && i >= 0 && isAfter(stops.get(i), moment); i--) {
            shown = i - 1;
        }
        return new Slider(stops, shown, later || more, moment == null && more);
    }

    private static boolean isAfter(LoggedEvent stop, String moment) {
        return isAfter(stop.position(), stop.time(), moment);
    }

    /** Whether something happened after the moment that is looked at. */
    static boolean isAfter(@Nullable Long position, Instant time, String moment) {
        try {
            return moment.matches("[0-9]{1,18}")
                    ? position != null && position > Long.parseLong(moment)
                    : time.isAfter(Instant.parse(moment));
        } catch (DateTimeParseException otherForm) {
            return false;
        }
    }

    /** Whether there is a past to move through. */
    public boolean isUseful() {
        return stops.size() > 1 || part && !stops.isEmpty();
    }

    public int last() {
        return stops.size() - 1;
    }

    /** The positions of all stops, for the script of the page. */
    public String positions() {
        return stops.stream().map(stop -> String.valueOf(stop.position())).collect(Collectors.joining(" "));
    }

    public @Nullable LoggedEvent earlier() {
        return at > 0 ? stops.get(at - 1) : null;
    }

    public @Nullable LoggedEvent later() {
        return at < last() ? stops.get(at + 1) : null;
    }

    public @Nullable LoggedEvent shown() {
        return at < 0 ? null : stops.get(at);
    }
}
