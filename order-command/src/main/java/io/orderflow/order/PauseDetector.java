package io.orderflow.order;

import io.orderflow.service.resilience.RepeatedTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells during which time a processor could act: since this process started, or since its last pause. The processor
 * pauses while the process's own threads do not run, while the event store does not answer, and while events wait for
 * the processor. A pause shorter than the tolerance counts as time in which the processor acted. Thread-safe.
 */
final class PauseDetector implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PauseDetector.class);
    private static final Duration BEAT_INTERVAL = Duration.ofMillis(250);

    private final Clock clock;
    private final Runnable eventStore;
    private final Supplier<Duration> behind;
    private final Duration tolerance;
    private volatile @Nullable RepeatedTask beats;
    private volatile Instant lastBeat;
    private volatile Instant pausedUntil;

    /**
     * @param eventStore asks the event store something that costs little, and fails or hangs where it is away
     * @param behind     the time for which the oldest unhandled event has waited
     * @param tolerance  the longest pause that does not count as one
     */
    PauseDetector(Clock clock, Runnable eventStore, Supplier<Duration> behind, Duration tolerance) {
        this.clock = clock;
        this.eventStore = eventStore;
        this.behind = behind;
        this.tolerance = tolerance;
        this.lastBeat = clock.instant();
        this.pausedUntil = lastBeat;
    }

    @Override
    public void start() {
        pausedUntil = clock.instant();
        lastBeat = pausedUntil;
        beats = RepeatedTask.every(BEAT_INTERVAL, "pause-detector", this::beat,
                failed -> LOG.warn("Whether something pauses is not known", failed));
    }

    /** Whether the processor paused at some moment since then. A pause that has not ended yet counts. */
    boolean hasPausedSince(Instant moment) {
        return !pausedUntil.isBefore(moment) || isPausing(clock.instant());
    }

    /** Notes that the process runs and whether the event store answers. The beat that follows a pause ends it. */
    void beat() {
        boolean answered = answers();
        Instant now = clock.instant();
        if (!answered || isPausing(now)) {
            LOG.debug("Nothing could act until {}", now);
            pausedUntil = now;
        }
        lastBeat = now;
    }

    private boolean isPausing(Instant now) {
        return isLong(Duration.between(lastBeat, now)) || isLong(behind.get());
    }

    private boolean isLong(Duration duration) {
        return duration.compareTo(tolerance) > 0;
    }

    private boolean answers() {
        try {
            eventStore.run();
            return true;
        } catch (RuntimeException away) {
            return false;
        }
    }

    @Override
    public void stop() {
        RepeatedTask running = beats;
        if (running != null) {
            running.close();
            beats = null;
        }
    }

    @Override
    public boolean isRunning() {
        return beats != null;
    }
}
