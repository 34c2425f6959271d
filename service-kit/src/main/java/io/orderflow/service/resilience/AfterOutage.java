package io.orderflow.service.resilience;

import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;

/** Work that goes on at once when a dependency that was away answers again. It must not block. */
@FunctionalInterface
public interface AfterOutage extends Runnable {

    /**
     * Has an event processor claim the segments at once that it gave back when something failed. By itself it takes
     * each up again after ever longer times, up to a minute. The processor's coordinator does it on its own thread;
     * segments that are at work are left alone, and one that another process has stays there.
     */
    static void claimIdleSegments(PooledStreamingEventProcessor processor, int segments) {
        if (processor.isRunning()) {
            for (int segment = 0; segment < segments; segment++) {
                if (!processor.processingStatus().containsKey(segment)) {
                    processor.releaseSegment(segment, 1, TimeUnit.MILLISECONDS);
                }
            }
        }
    }
}
