package io.orderflow.projection.serve;

import io.orderflow.projection.api.Events;
import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.resilience.Repeating;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Tells subscribers of the changes of the documents that they watch. A document may be folded by any process of the
 * service, so the changes are taken from what all of them see: this process reads the log from its head on while
 * anybody watches, which says what document changes, and then that document, once the projection has passed the event.
 * An idle subscriber costs its memory, and no reads but those of the sweep. Thread-safe.
 *
 * <p>The reader opens the log at a head, publishes that position, and only then has all watches look at everything: a
 * subscriber who is not seen by that reads the published position, as {@link Watch} explains. Events behind the head
 * come over the stream.
 *
 * <p>A subscriber is in its watch before it asks for a reader, and the reader ends, under the same lock, only where no
 * watch has any: so one of the two sees the other.
 */
final class Updates implements SmartLifecycle {

    private static final String COMPONENT = "updates of documents";
    private static final int POLL_MILLIS = 200;
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    /** So long the log is read on when nobody watches: who waits for commands comes and goes. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final ProjectionHost host;
    private final EventStore events;
    private final UpdateProperties limits;
    private final RepeatedFailures failures;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final Map<String, Repeating> showing = new ConcurrentHashMap<>();
    private volatile long published = Events.BEFORE_ALL;
    private volatile boolean running;
    private @Nullable Thread reader;
    private long watchedAt;

    Updates(ProjectionHost host, EventStore events, UpdateProperties limits, RepeatedFailures failures) {
        this.host = host;
        this.events = events;
        this.limits = limits;
        this.failures = failures;
    }

    /** From now on the subscriber is offered every state of its document that lasts, the present one first. */
    void subscribe(Subscriber subscriber) {
        watch(subscriber.projection()).add(subscriber);
        read();
        if (!running) {
            subscriber.end();
        }
    }

    void unsubscribe(Subscriber subscriber) {
        watch(subscriber.projection()).remove(subscriber);
    }

    /**
     * Waits for a document to become what it is to be.
     *
     * @return the position of the document that is; empty where there was none until time was up
     */
    OptionalLong await(String projection, String key, Predicate<Object> wanted, Duration limit)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Subscriber subscriber = new Subscriber(projection, key, limits.buffer());
        subscribe(subscriber);
        try {
            while (true) {
                Change change = subscriber.next(Duration.ofNanos(deadline - System.nanoTime()));
                if (change instanceof Change.Update update && wanted.test(update.document())) {
                    return OptionalLong.of(update.position());
                }
                if (change == null || change instanceof Change.Overflow || change instanceof Change.End) {
                    return OptionalLong.empty();
                }
            }
        } finally {
            unsubscribe(subscriber);
        }
    }

    /** The position of the last event of the log. */
    long head() {
        return Events.positionOf(events.createHeadToken());
    }

    private Watch watch(String name) {
        return watches.computeIfAbsent(name, first -> {
            HostedProjection<?> hosted = host.hosted(first);
            Watch watch = new Watch(first, WatchedDocuments.of(hosted), () -> published,
                    limits.sweep(), failures);
            showing.put(first, Repeating.every(RETRY_INTERVAL, "updates-" + first, watch, watch::failed));
            return watch;
        });
    }

    private synchronized void read() {
        if (reader == null && running) {
            watchedAt = System.nanoTime();
            reader = Thread.ofVirtual().name("updates-log").start(this::readOn);
        }
    }

    private void readOn() {
        while (mayRead()) {
            try {
                readFromHead();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException away) {
                failures.failed(COMPONENT, away);
                LockSupport.parkNanos(RETRY_INTERVAL.toNanos());
            }
        }
    }

    private void readFromHead() throws InterruptedException {
        TrackingToken head = events.createHeadToken();
        try (BlockingStream<TrackedEventMessage<?>> log = events.openStream(head)) {
            published = Events.positionOf(head);
            watches.values().forEach(Watch::lookAtAll);
            failures.succeeded(COMPONENT);
            while (mayRead()) {
                if (log.hasNextAvailable(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    TrackedEventMessage<?> event = log.nextAvailable();
                    published = Events.positionOf(event);
                    watches.values().forEach(watch -> watch.happened(event));
                }
            }
        }
    }

    private synchronized boolean mayRead() {
        long now = System.nanoTime();
        if (!watches.values().stream().allMatch(Watch::isIdle)) {
            watchedAt = now;
        }
        boolean wanted = running && now - watchedAt < LINGER.toNanos();
        if (!wanted) {
            reader = null;
            failures.ended(COMPONENT);
        }
        return wanted;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends every stream, so that the web server need not wait for them. */
    @Override
    public void stop() {
        running = false;
        watches.values().forEach(watch -> watch.subscribers().forEach(Subscriber::end));
        showing.values().forEach(Repeating::close);
        awaitReader();
    }

    /** The reader ends by itself before long. The connector would log an interruption as a mistake. */
    private void awaitReader() {
        Thread ending;
        synchronized (this) {
            ending = reader;
        }
        try {
            if (ending != null) {
                ending.join(RETRY_INTERVAL);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The first to stop. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
