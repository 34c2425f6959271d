package io.orderflow.projection.engine;

import io.orderflow.projection.api.Events;
import io.orderflow.service.checkpoint.PacedTokenStore;
import io.orderflow.service.checkpoint.PacedTokenStore.Claim;
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
 * Notices where an event processor is handed events with a hole between them. The log gives its positions without gaps,
 * so a position that does not follow the one before is an event that was lost on the way, or that the log has lost.
 * Which of the two it is shows in the log itself, which is read anew there.
 *
 * <p>An event that was lost on the way is met with an exception: the processor gives the segment back, claims it
 * again, and reads on from its checkpoint, which lies before the hole. An event that the log has lost is passed over,
 * and said. Both are counted, and both are logged.
 *
 * <p>{@link #pass} is called by one thread at a time for one segment, as a coordinator does. The rest is thread-safe.
 */
final class GapDetector {

    private static final Logger LOG = LoggerFactory.getLogger(GapDetector.class);

    private final String processor;
    private final PacedTokenStore tokens;
    private final EventStore log;
    private final Map<Integer, Passed> bySegment = new ConcurrentHashMap<>();
    private final Gaps gaps;

    /** How far a segment has come since it was claimed. */
    private record Passed(Claim claim, long position) {}

    GapDetector(String processor, PacedTokenStore tokens,
            EventStore log, Gaps gaps) {
        this.processor = processor;
        this.tokens = tokens;
        this.log = log;
        this.gaps = gaps;
    }

    /** The claim under which the segment is handed its events; null where it is not this process's. */
    @Nullable
    Claim claim(int segment) {
        return tokens.claim(processor, segment);
    }

    /**
     * Takes in the next event that is handed to a segment, whether it matters to it or not.
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
        Passed before = bySegment.get(segment);
        long last = before != null && before.claim() == claim ? before.position() : Events.positionOf(claim.begin());
        follow(last, to.getGlobalIndex());
        bySegment.put(segment, new Passed(claim, to.getGlobalIndex()));
    }

    /**
     * Holds that nothing lies between two events that were handed out one after the other.
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
