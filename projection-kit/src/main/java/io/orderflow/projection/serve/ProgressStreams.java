package io.orderflow.projection.serve;

import io.orderflow.projection.rebuild.Rebuild;
import io.orderflow.projection.rebuild.Rebuilds;
import io.orderflow.projection.serve.EventStreams.Source;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Streams the progress of rebuilds. Each event tells the whole state of a rebuild: the first event comes at once, the
 * next ones when the state has changed, and the last one with the end of the rebuild. A rebuild may run in any process,
 * so a stream reads the state every {@link #LOOK_INTERVAL}, and a change becomes visible within that time. Thread-safe.
 */
final class ProgressStreams implements SmartLifecycle {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

    private final Rebuilds rebuilds;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    ProgressStreams(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    /** Whether the client has seen the end of the rebuild, so that there is no more to tell. */
    static boolean isEndSeen(Rebuild rebuild, @Nullable String lastEventId) {
        return rebuild.isEnded() && idOf(rebuild).equals(lastEventId);
    }

    Source of(String rebuildId, @Nullable String lastEventId) {
        return new Source() {

            private @Nullable String sent = lastEventId;

            @Override
            public @Nullable ServerSentEvent next(Duration limit) throws InterruptedException {
                long deadline = System.nanoTime() + limit.toNanos();
                while (stopped.getCount() > 0) {
                    Rebuild rebuild = rebuilds.find(rebuildId);
                    if (!idOf(rebuild).equals(sent)) {
                        sent = idOf(rebuild);
                        return new ServerSentEvent(sent, "progress", rebuild, rebuild.isEnded());
                    }
                    if (System.nanoTime() - deadline >= 0) {
                        return null;
                    }
                    stopped.await(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                }
                return ServerSentEvent.END;
            }
        };
    }

    private static String idOf(Rebuild rebuild) {
        return Long.toString(rebuild.changes());
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
    }

    /** Ends the streams. Otherwise an orderly stop of the web server would wait for them. */
    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
