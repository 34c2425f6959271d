package io.orderflow.axonserver.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Threads that start at once and act at random. What each of them does follows from the seed, which a failure names; how
 * they meet does not, so a test runs several rounds.
 */
public final class Race {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final long seed;
    private final List<Runner> runners = new ArrayList<>();

    public Race(long seed) {
        this.seed = seed;
    }

    /** Adds as many threads as given that do the same, each with random numbers of its own. */
    public Race with(int threads, Runner runner) {
        for (int thread = 0; thread < threads; thread++) {
            runners.add(runner);
        }
        return this;
    }

    /** Returns when all threads have ended, and fails where any of them does. */
    public void run() {
        ExecutorService threads = Executors.newFixedThreadPool(runners.size());
        try {
            CyclicBarrier start = new CyclicBarrier(runners.size());
            List<Future<?>> ends = new ArrayList<>();
            for (int runner = 0; runner < runners.size(); runner++) {
                Runner own = runners.get(runner);
                Random random = new Random(seed * 31 + runner);
                ends.add(threads.submit(() -> {
                    start.await();
                    own.run(random);
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (Exception e) {
            throw new AssertionError("The round with seed " + seed + " failed", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** What one thread does. */
    public interface Runner {
        void run(Random random) throws Exception;
    }
}
