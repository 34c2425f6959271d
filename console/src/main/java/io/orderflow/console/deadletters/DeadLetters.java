package io.orderflow.console.deadletters;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sequence of events that are set aside, as the HTTP interface shows it. */
public record DeadLetters(String kind, String group, String sequence, String state, @Nullable Long position,
        String type,
        @Nullable String cause, Instant since, @Nullable Instant triedAt, @Nullable Integer attempts,
        @Nullable Instant retryAt, long letters) {

    /** How many sequences match; {@code more} where counting ended before the last one. */
    public record LetterCount(long count, boolean more) {}

    /** An event that a person has given up. */
    public record Decision(String sequence, @Nullable Long position, String type, String reason, @Nullable String by,
            Instant at, @Nullable String cause) {}

    /** The events that a group has given up. */
    public record Decisions(List<Decision> items) {}

    public boolean isFailed() {
        return state.equals("FAILED");
    }
}
