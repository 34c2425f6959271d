package io.orderflow.projection.engine;

import io.orderflow.projection.api.Events;
import io.orderflow.service.checkpoint.PacedTokenStore.Claim;
import io.orderflow.service.checkpoint.PacedTokenStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices where an event processor is handed events with a hole between them. The log numbers its events without gaps,
 * so where a position does not follow the one before, either an event was lost on the way, or the log has lost one. To
 * know which, the detector reads that part of the log again.
 *
 * <p>For an event that was lost on the way the detector throws an exception: the processor gives the segment back,
 * claims it again, and reads on from its checkpoint, which lies before the hole. The processor skips an event that the
 * log itself has lost. The detector counts and logs both kinds of holes.
 *
 * <p>One thread at a time calls {@link #pass} for one segment, as a coordinator does. The rest is thread-safe.
 */
final class GapDetector {

    private static final Logger LOG = LoggerFactory.getLogger(GapDetector.class);

    private final String processor;
    private final PacedTokenStore tokens;
    private final EventStore log;
    private final Map<Integer, SegmentPosition> bySegment = new ConcurrentHashMap<>();
    private final Gaps gaps;

    /** How far a segment has come since it was claimed. */
    private record SegmentPosition(Claim claim, long position) {}

    GapDetector(String processor, PacedTokenStore tokens,
            EventStore log, Gaps gaps) {
        this.processor = processor;
        this.tokens = tokens;
        this.log = log;
        this.gaps = gaps;
    }

    /**
     * The claim under which this process is handed the segment's events; null where the segment is not this process's.
     */
    @Nullable
    Claim claim(int segment) {
        return tokens.claim(processor, segment);
    }

    /**
     * Notes the next event that is handed to a segment, whether the segment folds it or not.
     *
     * @throws EventsPassedOver where events before it, which are in the log, were not handed to the segment
     */
    void pass(EventMessage<?> event, int segment) {
        Claim claim = claim(segment);
        if (claim == null || !(event instanceof TrackedEventMessage<?> tracked)) {
            return;
        }
        if (!(WrappedToken.unwrapLowerBound(tracked.trackingToken()) instanceof GlobalSequenceTrackingToken to)) {
            return;
        }
        SegmentPosition before = bySegment.get(segment);
        long last = before != null && before.claim() == claim ? before.position() : Events.positionOf(claim.begin());
        follow(last, to.getGlobalIndex());
        bySegment.put(segment, new SegmentPosition(claim, to.getGlobalIndex()));
    }

    /**
     * Checks that the log has no events between two that were handed out one after the other.
     *
     * @throws EventsPassedOver where there are events between them in the log
     */
    void follow(long last, long next) {
        if (next <= last + 1) {
            return;
        }
        long found = firstAfter(last);
        if (found < next) {
            gaps.repair();
            EventsPassedOver hole = new EventsPassedOver(processor, found, next - 1);
            LOG.error("{}: they are read again", hole.getMessage());
            throw hole;
        }
        gaps.pass();
        LOG.error("The log has no events at positions {} to {}, which {} passes over", last + 1, next - 1, processor);
    }

    private long firstAfter(long position) {
        try (LogCursor anew = new LogCursor(log)) {
            anew.openAfter(position == Events.BEFORE_ALL ? null : new GlobalSequenceTrackingToken(position));
            return Events.positionOf(anew.next());
        }
    }
}
