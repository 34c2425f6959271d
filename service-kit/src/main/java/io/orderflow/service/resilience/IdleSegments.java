package io.orderflow.service.resilience;

import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;

/**
 * The segments that an event processor gave back when something failed. It takes each up again after ever longer times,
 * up to a minute; once what failed answers again, there is nothing to wait for.
 */
public final class IdleSegments {

    private IdleSegments() {}

    /**
     * Has the processor try to claim its idle segments at once. The processor's coordinator does it on its own thread;
     * segments that are at work are left alone, and one that another process has stays there.
     */
    public static void claimNow(PooledStreamingEventProcessor processor, int segments) {
        if (processor.isRunning()) {
            for (int segment = 0; segment < segments; segment++) {
                if (!processor.processingStatus().containsKey(segment)) {
                    processor.releaseSegment(segment, 1, TimeUnit.MILLISECONDS);
                }
            }
        }
    }
}
