package io.orderflow.console.eventlog;

import java.util.regex.Pattern;

/** Tells by its type whether an event is about something that did not succeed. */
public final class Failures {

    private static final Pattern FAILURE = Pattern.compile(
            "refused|rejected|declined|timed-out|stalled|compensation-started|failed");

    private Failures() {}

    public static boolean isFailure(String type) {
        return FAILURE.matcher(type).find();
    }
}
