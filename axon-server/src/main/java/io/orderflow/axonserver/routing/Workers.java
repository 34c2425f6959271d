package io.orderflow.axonserver.routing;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that exist while there is something to do. */
public final class Workers {

    private static final Duration IDLE_THREAD_LIFE = Duration.ofSeconds(10);

    private Workers() {}

    /** A pool of as many threads as given, at most, which do not keep the process alive. */
    public static ExecutorService threads(String name, int count) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(count, count, IDLE_THREAD_LIFE.toMillis(),
                TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name(name, 0).daemon().factory());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
