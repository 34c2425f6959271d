package io.orderflow.service.resilience;

import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;

/** Work that goes on at once when a dependency answers again that was away. It must not block. */
@FunctionalInterface
public interface RecoveryListener extends Runnable {

    /**
     * Makes an event processor claim at once the segments that it gave back after a failure. By itself it claims each
     * again after ever longer times, up to a minute. The processor's coordinator does it on its own thread; it leaves
     * segments alone that are at work, and one that another process has stays there.
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
