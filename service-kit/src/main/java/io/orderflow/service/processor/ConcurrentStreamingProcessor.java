package io.orderflow.service.processor;

import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Handles the events of a batch at once where they belong to different sequences, and one after the other where they
 * belong to the same. Handlers that send commands wait for the answers, and a segment that did so event by event would
 * rest most of the time. While clients wait, fewer events are handled at once ({@link LanePermits}). When all events are handled, the checkpoint is stored; a failure of one event fails the batch,
 * which is then repeated as a whole.
 *
 * <p>A segment is divided into lanes, as by splitting it; one thread at a time uses what the invoker remembers of a
 * lane. The lanes of all segments are disjoint, so that no two share a number.
 *
 * <p>The framework assumes of a processor that {@code processInUnitOfWork} returns only when every event of the batch
 * has been handled, or throws when one has not: the checkpoint is stored in the commit of the batch's own unit of work.
 * The worker's thread begins, commits and rolls back that unit, which is its current one throughout. Each event has a
 * unit of its own, which is begun and ended on the thread that handles it, so that no two threads share one; all of
 * them have ended before the batch's unit goes on. Only an interrupt would keep a worker from waiting for them, and
 * nobody interrupts a worker. An {@code Error} of a handler is passed on as an exception, because the framework forgets
 * a segment whose worker ends with an {@code Error}. A batch may take longer than a claim lasts: the coordinator
 * extends it meanwhile.
 */
final class ConcurrentStreamingProcessor extends PooledStreamingEventProcessor {

    private static final int LANES = 32;
    private static final Map<Segment, List<Segment>> LANES_OF_SEGMENTS = new ConcurrentHashMap<>();

    private final SequencingPolicy<? super EventMessage<?>> sequence;
    private final ExecutorService threads;
    private final RepeatedFailures failures;
    private final LanePermits permits;
    private final Map<Integer, Instant> inHand = new ConcurrentHashMap<>();
    private final Set<Integer> failing = ConcurrentHashMap.newKeySet();

    /** @param builder configured but for the invoker */
    ConcurrentStreamingProcessor(Builder builder, EventHandlerInvoker invoker,
            SequencingPolicy<? super EventMessage<?>> sequence, RepeatedFailures failures,
            LanePermits permits) {
        super(builder.eventHandlerInvoker(new InLanes(invoker, sequence)));
        this.sequence = sequence;
        this.failures = failures;
        this.permits = permits;
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(getName() + "-", 0).factory());
    }

    @Override
    protected void processInUnitOfWork(List<? extends EventMessage<?>> events,
            UnitOfWork<? extends EventMessage<?>> batch, Collection<Segment> segments) throws Exception {
        batch.start();
        beginOf(events).ifPresent(begin -> segments.forEach(segment -> inHand.put(segment.getSegmentId(), begin)));
        try {
            for (Segment segment : segments) {
                handle(inLanes(events, segment));
            }
        } catch (Exception | Error failed) {
            batch.rollback(failed);
            note(segments, failed);
            throw failed;
        } finally {
            segments.forEach(segment -> inHand.remove(segment.getSegmentId()));
        }
        batch.commit();
        note(segments, null);
    }

    /**
     * The time of the oldest event that is being handled; empty where none is. The framework tells the position of a
     * segment only after its first batch, which may hang.
     */
    Optional<Instant> oldestInHand() {
        return inHand.values().stream().min(Comparator.naturalOrder());
    }

    /**
     * The time of the oldest event. A scheduled event does not count: it bears the time at which it was scheduled, and
     * has not waited since then.
     */
    private static Optional<Instant> beginOf(List<? extends EventMessage<?>> events) {
        return events.stream()
                .filter(DomainEventMessage.class::isInstance)
                .<Instant>map(EventMessage::getTimestamp)
                .min(Comparator.naturalOrder());
    }

    static String componentOf(String processor) {
        return "processor " + processor;
    }

    /**
     * Reports a segment as failed or working. The processor gives a segment back whose batch fails, and claims it
     * again, after ever longer times.
     */
    private void note(Collection<Segment> segments, @Nullable Throwable failure) {
        String component = componentOf(getName());
        List<Integer> ids = segments.stream().map(Segment::getSegmentId).toList();
        if (failure != null) {
            failing.addAll(ids);
            failures.failed(component, failure);
        } else if (!failing.isEmpty() && failing.removeAll(ids) && failing.isEmpty()) {
            failures.succeeded(component);
        }
    }

    private Map<Segment, List<EventMessage<?>>> inLanes(List<? extends EventMessage<?>> events, Segment segment) {
        List<Segment> lanes = lanesOf(segment);
        return events.stream()
                .collect(Collectors.groupingBy(event -> laneOf(event, lanes), LinkedHashMap::new,
                        Collectors.toList()));
    }

    private Segment laneOf(EventMessage<?> event, List<Segment> lanes) {
        int hash = hashOf(event, sequence);
        return lanes.stream().filter(lane -> lane.matches(hash)).findFirst().orElseThrow();
    }

    private static int hashOf(EventMessage<?> event, SequencingPolicy<? super EventMessage<?>> sequence) {
        Object identifier = sequence.getSequenceIdentifierFor(event);
        return Objects.hashCode(identifier == null ? event.getIdentifier() : identifier);
    }

    /**
     * Handles all lanes at once, and waits for all of them, so that no handler is still running when the batch fails.
     */
    private void handle(Map<Segment, List<EventMessage<?>>> inLanes) throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        inLanes.forEach((lane, events) -> tasks.add(() -> handle(lane, events)));
        Exception failure = null;
        for (Future<Void> done : threads.invokeAll(tasks)) {
            try {
                done.get();
            } catch (ExecutionException failed) {
                failure = added(failure, failed.getCause());
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private Void handle(Segment lane, List<EventMessage<?>> events) throws Exception {
        for (EventMessage<?> event : events) {
            permits.take();
            try {
                super.processInUnitOfWork(List.of(event), new DefaultUnitOfWork<>(event), List.of(lane));
            } finally {
                permits.giveBack();
            }
        }
        return null;
    }

    private static Exception added(@Nullable Exception failure, Throwable further) {
        if (failure == null) {
            return further instanceof Exception exception ? exception : new ExecutionException(further);
        }
        failure.addSuppressed(further);
        return failure;
    }

    private static List<Segment> lanesOf(Segment segment) {
        return LANES_OF_SEGMENTS.computeIfAbsent(segment, whole -> Segment.splitBalanced(whole, LANES - 1));
    }

    /**
     * Gives the invoker lanes where the processor has segments. The server leaves out events of types that no handler
     * handles, so a hole between positions does not show a lost event here.
     *
     * <p>The coordinator asks for each event and segment whether it can be handled. The framework would ask each
     * handler; here the answer for a type is remembered, because no handler is added later, and a handler that wants
     * only some events of a type is asked when the event is handled.
     */
    private static final class InLanes implements EventHandlerInvoker {

        private final EventHandlerInvoker invoker;
        private final SequencingPolicy<? super EventMessage<?>> sequence;
        private final Map<Class<?>, Boolean> handledTypes = new ConcurrentHashMap<>();

        private InLanes(EventHandlerInvoker invoker, SequencingPolicy<? super EventMessage<?>> sequence) {
            this.invoker = invoker;
            this.sequence = sequence;
        }

        @Override
        public boolean canHandle(EventMessage<?> event, Segment segment) {
            return handledTypes.computeIfAbsent(event.getPayloadType(), invoker::canHandleType)
                    && segment.matches(hashOf(event, sequence));
        }

        @Override
        public boolean canHandleType(Class<?> payloadType) {
            return invoker.canHandleType(payloadType);
        }

        @Override
        public void handle(EventMessage<?> event, Segment lane) throws Exception {
            invoker.handle(event, lane);
        }

        @Override
        public boolean supportsReset() {
            return invoker.supportsReset();
        }

        @Override
        public void performReset() {
            invoker.performReset();
        }

        @Override
        public <R> void performReset(R context) {
            invoker.performReset(context);
        }

        @Override
        public void segmentReleased(Segment segment) {
            lanesOf(segment).forEach(invoker::segmentReleased);
        }
    }
}
