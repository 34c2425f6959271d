package io.orderflow.service.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Looks once a second at the readers of the log, and reports a reader that does not move although the log goes on
 * behind its position. Such a stall shows also where nothing fails, as with a call that never returns. The watch's own
 * thread makes every look.
 */
final class StallWatch implements SmartLifecycle {

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final int LOOKS_WITHIN_THE_LIMIT = 5;
    private static final String EVENT_STORE = "position of the event store";

    private final LongSupplier head;
    private final List<Progress.Source> sources;
    private final RepeatedFailures failures;
    private final Duration after;
    private final Map<String, ObservedPosition> seen = new HashMap<>();
    private @Nullable RepeatedTask looks;
    private volatile long lastHead = -1;

    /** @param stalled whether this watch has reported that the reader does not move */
    private record ObservedPosition(long position, Instant movedAt, boolean stalled) {}

    /** @param head the position of the last event of the log; may fail */
    StallWatch(LongSupplier head, List<Progress.Source> sources, RepeatedFailures failures, Duration after) {
        this.head = head;
        this.sources = sources;
        this.failures = failures;
        this.after = after;
    }

    /** The position of the last event of the log at the last look; -1 before the first event. */
    long lastHead() {
        return lastHead;
    }

    private void look() {
        Instant now = Instant.now();
        long end = head.getAsLong();
        lastHead = end;
        failures.succeeded(EVENT_STORE);
        List<Progress> all = sources.stream().flatMap(source -> source.progress().stream()).toList();
        all.forEach(progress -> look(progress, end, now));
        forgetOthers(all.stream().map(Progress::component).collect(Collectors.toSet()));
    }

    private void look(Progress progress, long end, Instant now) {
        String component = progress.component();
        ObservedPosition before = seen.getOrDefault(component, new ObservedPosition(Long.MIN_VALUE, now, false));
        try {
            long position = progress.position().getAsLong();
            if (position >= end || position > before.position() || progress.waiting().getAsBoolean()) {
                if (position >= end || before.stalled()) {
                    failures.succeeded(component);
                }
                seen.put(component, new ObservedPosition(position, now, false));
                return;
            }
            seen.put(component, judged(component, before, now,
                    "It stands at position " + position + " while the log ends at " + end));
        } catch (RuntimeException away) {
            seen.put(component, judged(component, before, now,
                    "It cannot be told how far it is: " + FailureText.of(away)));
        }
    }

    private ObservedPosition judged(String component, ObservedPosition before, Instant now, String failure) {
        if (before.movedAt().plus(after).isAfter(now)) {
            return before;
        }
        // A failure that is reported already says more than that the reader does not move.
        if (before.stalled() || failures.of(component).isEmpty()) {
            failures.stalled(component, before.movedAt(), failure);
            return new ObservedPosition(before.position(), before.movedAt(), true);
        }
        return before;
    }

    private void forgetOthers(Set<String> present) {
        seen.keySet().stream().filter(component -> !present.contains(component)).forEach(failures::ended);
        seen.keySet().retainAll(present);
    }

    @Override
    public void start() {
        long interval = Math.min(LOOK_INTERVAL.toMillis(), Math.max(1, after.toMillis() / LOOKS_WITHIN_THE_LIMIT));
        looks = RepeatedTask.afterEvery(Duration.ofMillis(interval), "stall-watch", this::look,
                failed -> failures.failed(EVENT_STORE, failed));
    }

    @Override
    public void stop() {
        RepeatedTask running = looks;
        if (running != null) {
            running.close();
            looks = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looks != null;
    }
}
