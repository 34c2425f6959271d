package io.orderflow.projection.web;

import io.orderflow.projection.rebuild.Rebuild;
import io.orderflow.projection.rebuild.Rebuilds;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams rebuilds to whoever watches them. A stream has nothing to catch up on, since each event tells the whole state:
 * the first one is sent at once, further ones when something has changed. Each stream has a virtual thread of its own,
 * so that a slow reader holds up nobody else; it ends with the rebuild, or when a write fails, which a heartbeat makes
 * sure of. Thread-safe.
 */
final class ProgressStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressStreams.class);
    private static final int MAX_STREAMS = 100;
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long NO_TIMEOUT = 0;

    private final Rebuilds rebuilds;
    private final Semaphore places = new Semaphore(MAX_STREAMS);
    private volatile boolean running;

    ProgressStreams(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    /** Whether there is nothing more to tell. */
    static boolean isEndSeen(Rebuild rebuild, @Nullable String lastEventId) {
        return rebuild.isEnded() && idOf(rebuild).equals(lastEventId);
    }

    SseEmitter open(Rebuild rebuild, @Nullable String lastEventId) {
        if (!places.tryAcquire()) {
            throw new TooManyStreams(MAX_STREAMS);
        }
        SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
        Thread.ofVirtual().name("progress-" + rebuild.rebuildId()).start(() -> {
            try {
                stream(rebuild.rebuildId(), emitter, lastEventId);
                emitter.complete();
            } catch (IOException | IllegalStateException gone) {
                LOG.debug("Nobody watches rebuild {} any more", rebuild.rebuildId());
            } catch (RuntimeException failure) {
                emitter.completeWithError(failure);
            } finally {
                places.release();
            }
        });
        return emitter;
    }

    private void stream(String id, SseEmitter emitter, @Nullable String lastEventId) throws IOException {
        String sent = lastEventId;
        long sentAt = System.nanoTime();
        while (running) {
            Rebuild rebuild = rebuilds.find(id);
            if (!idOf(rebuild).equals(sent)) {
                sent = idOf(rebuild);
                sentAt = System.nanoTime();
                emitter.send(SseEmitter.event().id(sent).name("progress").data(rebuild, MediaType.APPLICATION_JSON));
            } else if (System.nanoTime() - sentAt >= HEARTBEAT_NANOS) {
                sentAt = System.nanoTime();
                emitter.send(SseEmitter.event().comment("still there"));
            }
            if (rebuild.isEnded()) {
                return;
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    private static String idOf(Rebuild rebuild) {
        return Long.toString(rebuild.changes());
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends the streams, for which an orderly stop of the web server would otherwise wait. */
    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
