package io.orderflow.projection.updates;

import io.orderflow.projection.Events;
import io.orderflow.projection.Projection;
import io.orderflow.projection.ReadModels;
import io.orderflow.projection.document.StoredDocument;
import io.orderflow.service.health.RepeatedFailures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Tells subscribers of the changes of the documents that they watch. A document may be folded by any process of the
 * service, so the changes are taken from what all of them see: this process reads the log from its head on while
 * anybody watches, which says what document changes, and then that document, once the projection has passed the event.
 * An idle subscriber costs its memory, and no reads but those of the sweep. Thread-safe.
 */
final class Updates implements SmartLifecycle {

    private static final String COMPONENT = "updates of documents";
    private static final int POLL_SECONDS = 1;

    private final ReadModels models;
    private final EventStore events;
    private final UpdateProperties limits;
    private final RepeatedFailures failures;
    private final Semaphore places;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private volatile boolean running;
    private @Nullable Thread reader;

    Updates(ReadModels models, EventStore events, UpdateProperties limits, RepeatedFailures failures) {
        this.models = models;
        this.events = events;
        this.limits = limits;
        this.failures = failures;
        this.places = new Semaphore(limits.maxSubscribers());
    }

    UpdateProperties limits() {
        return limits;
    }

    /** @throws TooManySubscribers where no more are allowed */
    void subscribe(Subscriber subscriber) {
        if (!running || !places.tryAcquire()) {
            throw new TooManySubscribers();
        }
        watch(subscriber.projection()).add(subscriber);
        read();
    }

    void unsubscribe(Subscriber subscriber) {
        watch(subscriber.projection()).remove(subscriber);
        places.release();
    }

    /**
     * Waits for a document to become what it is to be.
     *
     * @return the position of the document that is; empty where there was none until time was up
     * @throws TooManySubscribers where no more may watch
     */
    OptionalLong await(String projection, String key, Predicate<Object> wanted, Duration limit)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Subscriber subscriber = new Subscriber(projection, key, limits.buffer(), Events.BEFORE_ALL);
        subscribe(subscriber);
        try {
            StoredDocument<?> present = models.load(projection, List.of(key)).get(key);
            if (present != null) {
                subscriber.offer(present.document(), present.position());
            }
            while (true) {
                Change change = subscriber.next(Duration.ofNanos(deadline - System.nanoTime()));
                if (change instanceof Change.Update(long position, Object document) && wanted.test(document)) {
                    return OptionalLong.of(position);
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

    int subscribers() {
        return limits.maxSubscribers() - places.availablePermits();
    }

    private Watch watch(String name) {
        return watches.computeIfAbsent(name, first -> {
            Projection<?> projection = models.projection(first);
            Watch watch = new Watch(projection, models, limits.sweep(), failures);
            threads.put(first, Thread.ofVirtual().name("updates-" + first).start(watch));
            return watch;
        });
    }

    /** The log is read from the first subscriber on, and until the last has left. */
    private synchronized void read() {
        if (reader == null && running) {
            reader = Thread.ofVirtual().name("updates-log").start(this::readOn);
        }
    }

    private void readOn() {
        while (mayRead()) {
            try (BlockingStream<TrackedEventMessage<?>> log = events.openStream(events.createHeadToken())) {
                // What changed before the stream was open is found by looking at every document once.
                watches.values().forEach(Watch::lookAtAll);
                failures.succeeded(COMPONENT);
                while (mayRead()) {
                    if (log.hasNextAvailable(POLL_SECONDS, TimeUnit.SECONDS)) {
                        TrackedEventMessage<?> event = log.nextAvailable();
                        watches.values().forEach(watch -> watch.happened(event));
                    }
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException away) {
                failures.failed(COMPONENT, away);
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(POLL_SECONDS));
            }
        }
    }

    private synchronized boolean mayRead() {
        boolean wanted = running && subscribers() > 0;
        if (!wanted) {
            reader = null;
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
        threads.values().forEach(Thread::interrupt);
        synchronized (this) {
            if (reader != null) {
                reader.interrupt();
            }
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
