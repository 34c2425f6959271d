package io.orderflow.service.processor;

import io.orderflow.service.resilience.RepeatedTask;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Measures how long events wait for a processor, as far as its segments are in this process, so that the intake of more
 * work can stop in time. It counts an event while the event waits as well as when it is handled, so that a delay shows
 * also where nothing is handled at all. Retried dead letters do not count. Thread-safe.
 *
 * <p>The framework calls the interceptor for every event, from several threads at once, and takes its result or
 * exception for the handler's; the interceptor only measures, and passes both on.
 */
public final class Backlog implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);
    /** The longest wait of the last few intervals counts, because single events are handled with pauses in between. */
    private static final int INTERVALS = 4;

    private final EventProcessingConfiguration processing;
    private final String processor;
    private final Lag lag;
    private final AtomicLong longestWaitMillis = new AtomicLong();
    private final Deque<Long> lastWaits = new ArrayDeque<>();
    private final OldestUnhandled oldest;
    private volatile Duration behind = Duration.ZERO;
    private volatile @Nullable RepeatedTask looking;
    private volatile boolean full;

    private Backlog(EventProcessingConfiguration processing, OldestUnhandled oldest, String processor, Lag lag) {
        this.processing = processing;
        this.processor = processor;
        this.lag = lag;
        this.oldest = oldest;
    }

    /**
     * Measures as long as the application runs.
     *
     * @param watch knows the oldest event that waits
     * @param limit how long events may wait without an end
     * @param burst for how long they may wait longer than that
     */
    public static Backlog watch(EventProcessingConfiguration processing, ProcessorWatch watch, String processor,
            Duration limit, Duration burst) {
        return new Backlog(processing, watch.oldest(processor), processor, new Lag(limit, burst));
    }

    /** Starts after the processors have been made. */
    @Override
    public void start() {
        MessageHandlerInterceptor<EventMessage<?>> watch = this::observe;
        processing.eventProcessor(processor).ifPresent(found -> found.registerHandlerInterceptor(watch));
        looking = RepeatedTask.every(LOOK_INTERVAL, "backlog-" + processor, this::look,
                failed -> LOG.warn("How far {} is behind is not known", processor, failed));
    }

    /** Whether events have waited longer than the limit for longer than a burst. */
    public boolean isFull() {
        return full;
    }

    /** How long an event has waited: the oldest that is not handled, or the latest ones until they were handled. */
    public Duration behind() {
        return behind;
    }

    private void look() {
        lastWaits.addLast(longestWaitMillis.getAndSet(0));
        if (lastWaits.size() > INTERVALS) {
            lastWaits.removeFirst();
        }
        long wait = lastWaits.stream().mapToLong(Long::longValue).max().orElse(0);
        behind = Duration.ofMillis(Math.max(wait, oldest.age().toMillis()));
        boolean tooMuch = lag.isTooMuch(behind, System.nanoTime());
        if (tooMuch && !full) {
            LOG.warn(
                    "{} has not handled an event that is {} ms old: requests that would add to its work are refused with "
                            + "503 until it has caught up",
                    processor, behind.toMillis());
        }
        full = tooMuch;
    }

    private Object observe(UnitOfWork<? extends EventMessage<?>> unit, InterceptorChain chain) throws Exception {
        EventMessage<?> event = unit.getMessage();
        // A scheduled event bears the time at which it was scheduled, and has not waited since then.
        if (event instanceof DomainEventMessage) {
            long wait = GenericEventMessage.clock.millis() - event.getTimestamp().toEpochMilli();
            longestWaitMillis.accumulateAndGet(wait, Math::max);
        }
        return chain.proceed();
    }

    @Override
    public void stop() {
        RepeatedTask running = looking;
        if (running != null) {
            running.close();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}
