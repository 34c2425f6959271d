package io.orderflow.axonserver.search;

/** A query that cannot be understood; the message names the place. */
public final class InvalidQuery extends RuntimeException {

    /** As much of the query as the message shows. */
    private static final int MAX_SHOWN_CHARACTERS = 20;

    InvalidQuery(String query, int position, String reason) {
        super("Invalid query at position " + (position + 1) + ", " + place(query, position) + ": " + reason, null,
                false,
                false);
    }

    private static String place(String query, int position) {
        if (position >= query.length()) {
            return "at its end";
        }
        int end = Math.min(query.length(), position + MAX_SHOWN_CHARACTERS);
        return "before \"" + query.substring(position, end) + (end < query.length() ? "…" : "") + '"';
    }
}
