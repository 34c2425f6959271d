package io.orderflow.service.stage;

import io.orderflow.service.web.Preferences;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * The stage that a client wishes to wait for, and its deadline.
 *
 * @param deadline in the time of {@link System#nanoTime()}
 */
record CommandWait(Stage stage, Preferences preferences, long deadline) {

    /** How long a stage after {@code HANDLED} is waited for, where the client does not say. */
    static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(5);

    /** @throws UnknownStage where the client names no stage, or two of them */
    static CommandWait of(HttpServletRequest request) {
        List<Stage> stages = Collections.list(request.getHeaders(Stage.WAIT))
                .stream()
                .map(Stage::parse)
                .distinct()
                .toList();
        if (stages.size() > 1) {
            throw new UnknownStage();
        }
        Preferences preferences = Preferences.read(request.getHeaders(Preferences.HEADER));
        return new CommandWait(stages.isEmpty() ? Stage.HANDLED : stages.getFirst(), preferences,
                System.nanoTime() + patience(preferences).toNanos());
    }

    private static Duration patience(Preferences preferences) {
        Duration patience = preferences.patience();
        if (patience != null) {
            return patience;
        }
        return preferences.respondAsync() ? Duration.ZERO : DEFAULT_PATIENCE;
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}
