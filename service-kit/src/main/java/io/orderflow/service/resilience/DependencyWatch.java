package io.orderflow.service.resilience;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Asks each dependency again and again, on a thread of its own, so that no caller waits for a dependency to know
 * whether it answers. A change is logged once. Thread-safe.
 */
final class DependencyWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DependencyWatch.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final List<WatchedDependency> watched;
    private final Duration patience;
    private final InstantSource clock;
    private final List<Runnable> onReturn;
    private final List<RepeatedTask> checks = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    /**
     * @param limits   a check that takes longer than a read may counts as failed before it ends
     * @param onReturn is run when a dependency answers again, on the thread that asked it, and must not block
     */
    DependencyWatch(List<Dependency> dependencies, List<RecoveryListener> onReturn, CallLimits limits,
            InstantSource clock) {
        this.patience = limits.query();
        this.clock = clock;
        this.onReturn = List.copyOf(onReturn);
        this.watched = dependencies.stream().map(WatchedDependency::new).toList();
    }

    /**
     * The state of a dependency.
     *
     * @param answers whether it answered the last time; true before the first time
     * @param since   when that began
     */
    record Availability(boolean serves, boolean answers, Instant since) {}

    /** The state of each dependency, by name; it waits for nothing. */
    Map<String, Availability> states() {
        Map<String, Availability> states = new LinkedHashMap<>();
        watched.forEach(one -> states.put(one.dependency.name(), one.state()));
        return states;
    }

    /** The time since which each dependency that gives no answer gives none, by name. */
    Map<String, Instant> away() {
        Map<String, Instant> away = new LinkedHashMap<>();
        states().forEach((name, state) -> {
            if (!state.answers()) {
                away.put(name, state.since());
            }
        });
        return away;
    }

    @Override
    public void start() {
        running = true;
        watched.forEach(one -> checks.add(RepeatedTask.every(INTERVAL, "watch-" + one.dependency.name(), one::check,
                one::failed)));
        watched.forEach(WatchedDependency::awaitFirst);
    }

    @Override
    public void stop() {
        running = false;
        checks.forEach(check -> check.finish(Duration.ZERO));
        checks.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** One watched dependency. Its own thread writes, any thread reads. */
    private final class WatchedDependency {
        private final Dependency dependency;
        private volatile Availability known;
        private volatile @Nullable Instant asked;
        private final CountDownLatch first = new CountDownLatch(1);

        WatchedDependency(Dependency dependency) {
            this.dependency = dependency;
            this.known = new Availability(dependency.serves(), true, clock.instant());
        }

        void check() {
            asked = clock.instant();
            dependency.check().run();
            answered(true);
        }

        void failed(Throwable failure) {
            LOG.debug("{} gives no answer", dependency.name(), failure);
            answered(false);
        }

        /**
         * Waits for the first check, so that a process does not count as ready before that. By then a check that hangs
         * counts as failed.
         */
        void awaitFirst() {
            try {
                first.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void answered(boolean answers) {
            boolean changed = known.answers() != answers;
            if (changed) {
                known = new Availability(dependency.serves(), answers, clock.instant());
            }
            asked = null;
            first.countDown();
            if (changed) {
                tell(answers);
            }
        }

        private void tell(boolean answers) {
            if (answers) {
                LOG.info("{} answers again", dependency.name());
                onReturn.forEach(Runnable::run);
            } else {
                LOG.warn("{} gives no answer", dependency.name());
            }
        }

        /** The state of the dependency. A check that hangs has failed, however long it takes to end. */
        Availability state() {
            Availability last = known;
            Instant open = asked;
            boolean hangs = open != null && open.plus(patience).isBefore(clock.instant());
            return last.answers() && hangs ? new Availability(last.serves(), false, open) : last;
        }
    }
}
