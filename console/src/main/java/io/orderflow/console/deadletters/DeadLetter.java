package io.orderflow.console.deadletters;

import io.orderflow.console.eventlog.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of events that are set aside, with its first event and what was tried, as the HTTP interface shows it.
 *
 * @param event    absent where the log has it no more
 * @param attempts the last attempts, the latest first
 * @param requests who has asked for another attempt, the latest first
 */
public record DeadLetter(DeadLetters letter, @Nullable LoggedEvent event, List<Attempt> attempts,
        List<Request> requests) {

    public DeadLetter {
        attempts = attempts == null ? List.of() : attempts;
        requests = requests == null ? List.of() : requests;
    }

    /** An attempt that failed. */
    public record Attempt(Instant at, boolean byOperator, String cause) {

        private boolean isLike(Attempt other) {
            return byOperator == other.byOperator && cause.equals(other.cause);
        }
    }

    /** Attempts in a row that one asked for and that failed for the same reason. */
    public record EqualAttempts(int count, Instant first, Attempt last) {}

    /** The attempts with equal ones in a row as one, the latest first. */
    public List<EqualAttempts> equalAttempts() {
        List<EqualAttempts> rows = new ArrayList<>();
        for (Attempt attempt : attempts) {
            EqualAttempts later = rows.isEmpty() ? null : rows.getLast();
            if (later != null && later.last().isLike(attempt)) {
                rows.set(rows.size() - 1, new EqualAttempts(later.count() + 1, attempt.at(), later.last()));
            } else {
                rows.add(new EqualAttempts(1, attempt.at(), attempt));
            }
        }
        return rows;
    }

    /** A person's request for another attempt. */
    public record Request(Instant at, String by, @Nullable String reason) {}
}
