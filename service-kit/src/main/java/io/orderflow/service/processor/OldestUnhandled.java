package io.orderflow.service.processor;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the oldest event that a processor is handling or, where the processor has not moved since the last look, has
 * yet to handle. For that it reads the log behind the processor's position: the position alone tells nothing, because a
 * processor need not pass events that it does not handle. It reads each of these events once. Segments that other
 * processes have do not count, and those that nobody has do: they wait for this process as for any other. Thread-safe: who
 * asks while another does waits for that one's reading.
 */
final class OldestUnhandled {

    private static final Logger LOG = LoggerFactory.getLogger(OldestUnhandled.class);
    private static final long BEFORE_ALL = -1;
    private static final int READ_TIMEOUT_MILLIS = 500;
    private static final int MAX_EVENTS_AT_ONCE = 10_000;

    private final EventProcessingConfiguration processing;
    private final Supplier<EventStore> events;
    private final String processor;
    private OptionalLong position = OptionalLong.empty();
    private long nothingUpTo = BEFORE_ALL;
    private @Nullable Instant waitsSince;

    OldestUnhandled(EventProcessingConfiguration processing, Supplier<EventStore> events, String processor) {
        this.processing = processing;
        this.events = events;
        this.processor = processor;
    }

    /**
     * The age of that event. Zero where no event waits, or where the processor handles none and has moved since the
     * last look.
     */
    synchronized Duration age() {
        try {
            return found();
        } catch (RuntimeException away) {
            LOG.debug("Cannot read the oldest event that waits for {}", processor, away);
        }
        return age(waitsSince);
    }

    private Duration found() {
        PooledStreamingEventProcessor found = processing
                .eventProcessor(processor, PooledStreamingEventProcessor.class)
                .orElseThrow();
        OptionalLong now = lowest(found);
        boolean moved = !now.equals(position);
        if (moved) {
            position = now;
            nothingUpTo = now.orElse(BEFORE_ALL);
            waitsSince = null;
        }
        Optional<Instant> inHand = found instanceof ConcurrentStreamingProcessor concurrent
                ? concurrent.oldestInHand()
                : Optional.empty();
        if (inHand.isPresent()) {
            return age(inHand.get());
        }
        if (!moved && now.isPresent() && waitsSince == null) {
            look(found.eventHandlerInvoker());
        }
        return age(waitsSince);
    }

    /**
     * The lowest position of the segments that are here or that nobody has, as those of a processor that is paused;
     * empty where other processes have all of them.
     */
    private OptionalLong lowest(PooledStreamingEventProcessor found) {
        Map<Integer, EventTrackerStatus> here = found.processingStatus();
        double share = here.values().stream().mapToDouble(one -> 1.0 / (one.getSegment().getMask() + 1)).sum();
        OptionalLong unclaimed = OptionalLong.empty();
        if (share < 1 && processing.tokenStore(processor) instanceof UnclaimedCheckpoints checkpoints) {
            try {
                unclaimed = checkpoints.lowestUnclaimed(processor, here.keySet());
            } catch (RuntimeException databaseIsAway) {
                LOG.debug("It is not known which segments of {} nobody has", processor, databaseIsAway);
                // A process that has lost its segments together with the database should still handle them itself.
                unclaimed = here.isEmpty() ? position : unclaimed;
            }
        }
        return LongStream.concat(unclaimed.stream(), here.values().stream()
                .mapToLong(status -> status.getCurrentPosition().orElse(BEFORE_ALL))).min();
    }

    /** The position before which nothing waits, at the last look; -1 before the first event, or where it is not known. */
    synchronized long position() {
        return position.orElse(BEFORE_ALL);
    }

    /** Whether, at the last look, other processes had all segments. */
    synchronized boolean isElsewhere() {
        return position.isEmpty();
    }

    private void look(EventHandlerInvoker handlers) {
        long head = positionOf(events.get().createHeadToken());
        if (head <= nothingUpTo) {
            return;
        }
        TrackingToken begin = nothingUpTo < 0 ? null : new GlobalSequenceTrackingToken(nothingUpTo);
        try (BlockingStream<TrackedEventMessage<?>> log = events.get().openStream(begin)) {
            for (int read = 0; read < MAX_EVENTS_AT_ONCE && waitsSince == null && nothingUpTo < head
                    && log.hasNextAvailable(READ_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS); read++) {
                TrackedEventMessage<?> event = log.nextAvailable();
                if (event instanceof DomainEventMessage && handlers.canHandleType(event.getPayloadType())) {
                    waitsSince = event.getTimestamp();
                } else {
                    nothingUpTo = positionOf(event.trackingToken());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static long positionOf(@Nullable TrackingToken token) {
        return (token == null ? OptionalLong.empty() : token.position()).orElse(BEFORE_ALL);
    }

    private static Duration age(@Nullable Instant since) {
        Duration age = since == null
                ? Duration.ZERO
                : Duration.between(since, GenericEventMessage.clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
