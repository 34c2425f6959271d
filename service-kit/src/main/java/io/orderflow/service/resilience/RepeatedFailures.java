package io.orderflow.service.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that this process repeats without success. A component that repeats a task reports here each failure, and
 * that it has succeeded after all. The first failure and the end of it are logged, and in between a reminder at long
 * intervals; the health of the process shows {@link #all}. To report a success costs next to nothing while nothing
 * fails. Thread-safe.
 */
public final class RepeatedFailures {

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedFailures.class);
    private static final Duration REMINDER_INTERVAL = Duration.ofMinutes(10);

    /** A failure so soon after a success is not logged as a new one, because some tasks fail every other time. */
    private static final Duration CALM = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Entry> byComponent = new ConcurrentHashMap<>();

    /**
     * A task that this process repeats, and that has not succeeded since a moment.
     *
     * @param component the name of the task for people, as in {@code projection orders_v1}
     * @param since     when it failed for the first time since it succeeded last
     * @param attempts  how often it has failed since then
     * @param lastAt    when it failed last
     * @param failure   why it failed the last time, in words that name no class and hold no credentials
     */
    public record RepeatedFailure(String component, Instant since, long attempts, Instant lastAt, String failure) {}

    /**
     * The record of a component.
     *
     * @param toldAt when the log was told last that it fails
     * @param overAt when it succeeded, null while it does not
     */
    private record Entry(RepeatedFailure failure, Instant toldAt, @Nullable Instant overAt) {

        boolean isNewsAt(Instant now) {
            return overAt != null && now.isAfter(overAt.plus(CALM));
        }
    }

    public RepeatedFailures() {
        this(Clock.systemUTC());
    }

    RepeatedFailures(Clock clock) {
        this.clock = clock;
    }

    /** Notes that the component failed, and is going to try again. */
    public void failed(String component, Throwable failure) {
        note(component, clock.instant(), FailureText.of(failure), failure);
    }

    /**
     * Notes that the component makes no progress.
     *
     * @param since   since when it makes none; ignored where a failure is noted already
     * @param failure the reason as far as it is known, in words that anybody may read
     */
    public void stalled(String component, Instant since, String failure) {
        note(component, since, failure, null);
    }

    private void note(String component, Instant since, String text, @Nullable Throwable cause) {
        Instant now = clock.instant();
        byComponent.compute(component, (name, known) -> {
            if (known == null || known.isNewsAt(now)) {
                tellFirst(component, text, cause);
                return new Entry(new RepeatedFailure(component, since, 1, now, text), now, null);
            }
            RepeatedFailure before = known.failure();
            RepeatedFailure after = known.overAt() == null
                    ? new RepeatedFailure(component, before.since(), before.attempts() + 1, now, text)
                    : new RepeatedFailure(component, since, 1, now, text);
            if (now.isBefore(known.toldAt().plus(REMINDER_INTERVAL))) {
                return new Entry(after, known.toldAt(), null);
            }
            LOG.warn("{} has not succeeded since {}, in {} attempts: {}", component, after.since(), after.attempts(),
                    text);
            return new Entry(after, now, null);
        });
    }

    private static void tellFirst(String component, String text, @Nullable Throwable cause) {
        if (cause == null || FailureText.isOutage(cause) || isWithoutTrace(cause)) {
            LOG.warn("{} makes no progress, and is tried again: {}", component, text);
        } else {
            LOG.warn("{} makes no progress, and is tried again: {}", component, text, cause);
        }
    }

    /** Who throws it expects it: all of it is in its text, which the log has already. */
    private static boolean isWithoutTrace(Throwable cause) {
        return cause.getStackTrace().length == 0;
    }

    /** Notes that the component has succeeded. */
    public void succeeded(String component) {
        Entry known = byComponent.get(component);
        if (known != null && known.overAt() == null) {
            byComponent.computeIfPresent(component, (name, failing) -> over(failing, clock.instant()));
        }
    }

    private static Entry over(Entry failing, Instant now) {
        if (failing.overAt() != null) {
            return failing;
        }
        RepeatedFailure failure = failing.failure();
        if (!failure.since().isAfter(failing.toldAt())) {
            LOG.info("{} goes on again, after {} failures since {}", failure.component(), failure.attempts(),
                    failure.since());
        }
        return new Entry(failure, failing.toldAt(), now);
    }

    /** Notes that the component has ended, and is not tried any more. */
    public void ended(String component) {
        byComponent.remove(component);
    }

    public Optional<RepeatedFailure> of(String component) {
        return Optional.ofNullable(byComponent.get(component))
                .filter(entry -> entry.overAt() == null)
                .map(Entry::failure);
    }

    /** All failures, in the order of the components' names. */
    public List<RepeatedFailure> all() {
        return byComponent.values()
                .stream()
                .filter(entry -> entry.overAt() == null)
                .map(Entry::failure)
                .sorted(Comparator.comparing(RepeatedFailure::component))
                .toList();
    }
}
