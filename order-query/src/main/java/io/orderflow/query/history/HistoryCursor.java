package io.orderflow.query.history;

import io.orderflow.api.InvalidValue;
import io.orderflow.projection.api.Events;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a history is, as its text in an address says: absent at the beginning, {@code 4711} behind that position,
 * {@code before-4711} before it, and {@code latest} at the end.
 *
 * @param position the page has nothing up to it, or nothing from it on
 * @param backward whether the page ends there, and does not begin there
 */
record HistoryCursor(long position, boolean backward) {

    /** After the position of every event. */
    static final long END = Long.MAX_VALUE;

    private static final String LATEST = "latest";
    private static final String BEFORE = "before-";

    /** @throws InvalidValue where the cursor is not of a page */
    static HistoryCursor of(@Nullable String cursor) {
        if (cursor == null) {
            return new HistoryCursor(Events.BEFORE_ALL - 1, false);
        }
        if (cursor.equals(LATEST)) {
            return new HistoryCursor(END, true);
        }
        boolean backward = cursor.startsWith(BEFORE);
        try {
            return new HistoryCursor(Long.parseLong(backward ? cursor.substring(BEFORE.length()) : cursor), backward);
        } catch (NumberFormatException foreign) {
            throw new InvalidValue("cursor must be the next or the previous of another page, or latest");
        }
    }

    static String after(long position) {
        return Long.toString(position);
    }

    static String before(long position) {
        return BEFORE + position;
    }
}
