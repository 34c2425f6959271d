package io.orderflow.projection.updates;

import io.orderflow.projection.Events;
import io.orderflow.projection.Projection;
import io.orderflow.projection.ReadModels;
import io.orderflow.projection.document.StoredDocument;
import io.orderflow.projection.route.EventTypes;
import io.orderflow.service.health.RepeatedFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watched documents of one projection. The thread that reads the log says which of them an event concerns; the
 * watch's own thread waits until the projection has taken the event in, in whichever process, and then reads the
 * documents, many at a time. Thread-safe.
 */
final class Watch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int DOCUMENTS_AT_ONCE = 500;

    private final Projection<?> projection;
    private final EventTypes types;
    private final ReadModels models;
    private final Duration sweep;
    private final RepeatedFailures failures;
    private final String component;
    private final Map<String, Set<Subscriber>> byKey = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Touched> touched = new LinkedBlockingQueue<>();

    /** A watched document that an event at this position concerns. */
    private record Touched(String key, long position) {}

    Watch(Projection<?> projection, ReadModels models, Duration sweep, RepeatedFailures failures) {
        this.projection = projection;
        this.types = new EventTypes(projection.eventTypes());
        this.models = models;
        this.sweep = sweep;
        this.failures = failures;
        this.component = "updates of " + projection.name();
    }

    void add(Subscriber subscriber) {
        byKey.compute(subscriber.key(), (key, all) -> {
            Set<Subscriber> subscribers = all == null ? new CopyOnWriteArraySet<>() : all;
            subscribers.add(subscriber);
            return subscribers;
        });
        // What changed between the client's first look and now.
        touched.add(new Touched(subscriber.key(), Events.BEFORE_ALL));
    }

    void remove(Subscriber subscriber) {
        byKey.computeIfPresent(subscriber.key(), (key, all) -> {
            all.remove(subscriber);
            return all.isEmpty() ? null : all;
        });
    }

    Collection<Subscriber> subscribers() {
        return byKey.values().stream().flatMap(Set::stream).toList();
    }

    /** Looks at every watched document, soon. */
    void lookAtAll() {
        byKey.keySet().forEach(key -> touched.add(new Touched(key, Events.BEFORE_ALL)));
    }

    /** Called for every event of the log, in order. */
    void happened(EventMessage<?> event) {
        String key = byKey.isEmpty() ? null : keyOf(event);
        if (key != null && byKey.containsKey(key)) {
            touched.add(new Touched(key, Events.positionOf(event)));
        }
    }

    private @Nullable String keyOf(EventMessage<?> event) {
        try {
            return types.include(event.getPayloadType()) ? projection.keyOf(event) : null;
        } catch (RuntimeException unreadable) {
            // The projection sets such an event aside: no document changes.
            return null;
        }
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Touched first = touched.poll(sweep.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    show(List.copyOf(byKey.keySet()));
                } else {
                    show(first);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(Touched first) {
        List<Touched> all = new ArrayList<>(List.of(first));
        touched.drainTo(all);
        try {
            long last = all.stream().mapToLong(Touched::position).max().orElseThrow();
            boolean reached = models.await(projection.name(), last, PATIENCE);
            show(all.stream().map(Touched::key).distinct().toList());
            failures.succeeded(component);
            if (!reached) {
                all.stream().filter(one -> one.position() > models.position(projection.name())).forEach(touched::add);
            }
        } catch (RuntimeException away) {
            failures.failed(component, away);
            touched.addAll(all);
            pause();
        }
    }

    private void pause() {
        try {
            models.await(projection.name(), Long.MAX_VALUE, PATIENCE);
        } catch (RuntimeException away) {
            LOG.debug("{} is not served yet", projection.name(), away);
        }
    }

    private void show(List<String> keys) {
        for (int from = 0; from < keys.size(); from += DOCUMENTS_AT_ONCE) {
            List<String> some = keys.subList(from, Math.min(keys.size(), from + DOCUMENTS_AT_ONCE));
            long position = models.position(projection.name());
            Map<String, StoredDocument<?>> found = new HashMap<>(models.load(projection.name(), some));
            some.forEach(key -> byKey.getOrDefault(key, Set.of()).forEach(subscriber -> {
                StoredDocument<?> stored = found.get(key);
                subscriber.offer(stored == null ? null : stored.document(),
                        stored == null ? position : stored.position());
            }));
        }
    }
}
