package io.orderflow.projection.serve;

import io.orderflow.projection.api.Events;
import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.resilience.RepeatedTask;
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
 * Tells subscribers of the changes of the documents that they watch. Any process of the service may fold a document, so
 * this process learns of changes from what all processes see. While a subscriber watches, it reads the log from the
 * head on, finds the document that an event changes, and reads that document once the projection has passed the event.
 * An idle subscriber costs its memory, and no reads but those of the sweep. Thread-safe.
 *
 * <p>The reader of the log opens it at the head, publishes that position, and only then makes all watches look at all
 * their documents. A subscriber that the watches do not see at that moment reads the published position itself, as
 * {@link Watch} explains. Events after the head come over the stream.
 *
 * <p>A subscriber registers with its watch before it asks for a reader, and the reader ends, under the same lock, only
 * where no watch has a subscriber. So either the reader sees the subscriber, or the subscriber finds no reader and
 * starts one.
 */
final class Updates implements SmartLifecycle {

    private static final String COMPONENT = "updates of documents";
    private static final int POLL_MILLIS = 200;
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    /** The reader goes on for so long when nobody watches, because waits for commands are short and frequent. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final ProjectionHost host;
    private final EventStore events;
    private final UpdateProperties limits;
    private final RepeatedFailures failures;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final Map<String, RepeatedTask> showing = new ConcurrentHashMap<>();
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

    /**
     * Registers the subscriber. From now on it is offered every lasting state of its document, the present state first.
     */
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
     * Waits until the document is as wanted.
     *
     * @return the position of the document that is as wanted; empty where there was none until time was up
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
            showing.put(first, RepeatedTask.every(RETRY_INTERVAL, "updates-" + first, watch, watch::failed));
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
        showing.values().forEach(RepeatedTask::close);
        awaitReader();
    }

    /** Waits for the reader, which ends by itself before long. The connector would log an interruption as an error. */
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

    /** The phase in which this stops before all other beans. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
