package io.orderflow.service.deadletter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last {@value #KEPT} attempts at an event, the earliest first. It has a form as text, an attempt a line, in which it
 * is kept beside the event.
 */
public record AttemptHistory(List<DeadLetterAttempt> attempts) {

    /** How many attempts are remembered. */
    public static final int KEPT = 10;

    private static final int MAX_CAUSE_LENGTH = 300;
    private static final AttemptHistory NONE = new AttemptHistory(List.of());
    private static final String OPERATOR = "operator";
    private static final String AUTOMATIC = "automatic";

    public AttemptHistory {
        attempts = List.copyOf(attempts.subList(Math.max(0, attempts.size() - KEPT), attempts.size()));
    }

    /** The history with one more attempt. */
    public AttemptHistory and(DeadLetterAttempt attempt) {
        List<DeadLetterAttempt> all = new ArrayList<>(attempts);
        all.add(new DeadLetterAttempt(attempt.at(), attempt.byOperator(), onOneLine(attempt.cause())));
        return new AttemptHistory(all);
    }

    private static String onOneLine(String cause) {
        String line = cause.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_CAUSE_LENGTH ? line : line.substring(0, MAX_CAUSE_LENGTH);
    }

    /** Reads the text of {@link #toText}; of anything else there is no history. */
    public static AttemptHistory ofText(@Nullable Object kept) {
        if (!(kept instanceof String text) || text.isEmpty()) {
            return NONE;
        }
        return new AttemptHistory(text.lines().map(AttemptHistory::attempt).toList());
    }

    private static DeadLetterAttempt attempt(String line) {
        String[] parts = line.split(" ", 3);
        return new DeadLetterAttempt(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1].equals(OPERATOR),
                parts[2]);
    }

    public String toText() {
        StringBuilder text = new StringBuilder();
        attempts.forEach(one -> text.append(one.at().toEpochMilli())
                .append(' ')
                .append(one.byOperator() ? OPERATOR : AUTOMATIC)
                .append(' ')
                .append(one.cause())
                .append('\n'));
        return text.toString();
    }
}
