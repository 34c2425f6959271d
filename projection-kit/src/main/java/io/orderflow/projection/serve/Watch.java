package io.orderflow.projection.serve;

import io.orderflow.projection.api.Events;
import io.orderflow.projection.document.StoredDocument;
import io.orderflow.projection.engine.WaitingDeadLetters;
import io.orderflow.projection.serve.WatchedDocuments.Edition;
import io.orderflow.projection.serve.WatchedDocuments.Serving;
import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.LongSupplier;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The watched documents of one projection. Thread-safe.
 *
 * <p><b>A subscriber is told of every lasting state.</b> Three kinds of threads take part. The reader of the log first
 * publishes the position of an event, then looks for subscribers of the event's document, and makes that document due
 * at the event's position. A subscriber first registers, then reads the published position, and makes its document due
 * at once and until that position. The watch's own thread first reads the position of the projection, then takes the
 * documents that are due, then loads them, then offers them. A document that is due until a later position stays due,
 * and the watch looks at it again when the projection has moved.
 *
 * <p>Take an event that changes a document, and a subscriber of that document. Either the reader looks for subscribers
 * after this one has registered: then the reader makes the document due at the event. Or it looks before: then it had
 * published the event's position before the subscriber read that position, and the subscriber makes the document due
 * until there. Either way the watch loads the document once more after the projection has passed the event. The watch
 * never offers an earlier loading after a later one, because one thread loads and offers. That thread sleeps in {@link
 * WatchedDocuments#await}, which misses no wake-up: both ways of making a document due end with {@link
 * WatchedDocuments#wake()}, and the projection wakes the thread by itself when it has moved.
 *
 * <p>Three things change documents without an event: another collection begins to serve, a retry folds a set-aside
 * event late, or a projection sets an event aside and so leaves a mark. Each of them changes the {@link Edition}, and
 * then the watch looks at every watched document. The watch reads the edition before it reads the documents. Where
 * another process has folded an event late, only the sweep finds the change.
 */
final class Watch implements Runnable {

    private static final int DOCUMENTS_AT_ONCE = 500;

    private final String component;
    private final WatchedDocuments documents;
    private final LongSupplier published;
    private final Duration sweep;
    private final RepeatedFailures failures;
    private final Map<String, Set<Subscriber>> byKey = new ConcurrentHashMap<>();
    private final Map<String, DueRange> due = new ConcurrentHashMap<>();
    /** Written by the watch's own thread only. */
    private volatile @Nullable Edition seen;

    /**
     * The time for a look at a document: as soon as the projection has come to the first position, and then after each
     * of its moves, until it has passed the second position.
     */
    private record DueRange(long from, long until) {

        DueRange and(DueRange other) {
            return new DueRange(Math.min(from, other.from), Math.max(until, other.until));
        }
    }

    /**
     * @param published the position of the last event of which the reader has told all watches, or is about to tell
     *                  them
     */
    Watch(String projection, WatchedDocuments documents, LongSupplier published, Duration sweep,
            RepeatedFailures failures) {
        this.component = "updates of " + projection;
        this.documents = documents;
        this.published = published;
        this.sweep = sweep;
        this.failures = failures;
    }

    void add(Subscriber subscriber) {
        byKey.compute(subscriber.key(), (key, all) -> {
            Set<Subscriber> subscribers = all == null ? new CopyOnWriteArraySet<>() : all;
            subscribers.add(subscriber);
            return subscribers;
        });
        look(subscriber.key(), new DueRange(Events.BEFORE_ALL, published.getAsLong()));
    }

    void remove(Subscriber subscriber) {
        byKey.computeIfPresent(subscriber.key(), (key, all) -> {
            all.remove(subscriber);
            if (!all.isEmpty()) {
                return all;
            }
            // The next subscriber makes the document due again, but only after this: the map computes one key on one
            // thread at a time.
            due.remove(key);
            return null;
        });
    }

    boolean isIdle() {
        return byKey.isEmpty();
    }

    Collection<Subscriber> subscribers() {
        return byKey.values().stream().flatMap(Set::stream).toList();
    }

    /** Looks at every watched document now, and until the projection has passed the published position. */
    void lookAtAll() {
        DueRange now = new DueRange(Events.BEFORE_ALL, published.getAsLong());
        byKey.keySet().forEach(key -> look(key, now));
    }

    /**
     * Makes the document of an event due. The reader calls it for every event of the log, in order, after it has
     * published the event's position.
     */
    void happened(EventMessage<?> event) {
        String key = byKey.isEmpty() ? null : documents.keyOf(event);
        if (key != null && byKey.containsKey(key)) {
            long position = Events.positionOf(event);
            look(key, new DueRange(position, position));
        }
    }

    private void look(String key, DueRange when) {
        due.merge(key, when, DueRange::and);
        documents.wake();
    }

    /** Looks at documents as soon as they are due, until the thread is interrupted or the database does not answer. */
    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            if (!documents.await(this::isDue, sweep)) {
                lookAtAll();
            }
            if (!Thread.currentThread().isInterrupted()) {
                show();
                failures.succeeded(component);
            }
        }
    }

    void failed(Throwable failure) {
        if (!Thread.currentThread().isInterrupted()) {
            failures.failed(component, failure);
        }
    }

    /** Whether a look at a document is due. While none is, the watch asks no database. */
    boolean isDue() {
        Serving serving = documents.serving();
        return !serving.edition().equals(seen) || !due.isEmpty() && isDueAt(serving.position());
    }

    /** How many documents are due, now or later: never more than are watched. */
    int dueDocuments() {
        return due.size();
    }

    private boolean isDueAt(long position) {
        return due.values().stream().anyMatch(when -> when.from() <= position);
    }

    /** Looks once at the documents that are due. */
    void show() {
        Serving serving = documents.serving();
        Edition edition = serving.edition();
        if (!edition.equals(seen)) {
            lookAtAll();
            seen = edition;
        }
        long position = serving.position();
        List<String> keys = takeDueAt(position);
        try {
            for (int from = 0; from < keys.size(); from += DOCUMENTS_AT_ONCE) {
                show(serving, edition, keys.subList(from, Math.min(keys.size(), from + DOCUMENTS_AT_ONCE)));
            }
        } catch (RuntimeException away) {
            keys.forEach(key -> due.merge(key, new DueRange(Events.BEFORE_ALL, position), DueRange::and));
            throw away;
        }
    }

    private List<String> takeDueAt(long position) {
        List<String> keys = new ArrayList<>();
        due.keySet().forEach(key -> due.computeIfPresent(key, (same, when) -> {
            if (!byKey.containsKey(key)) {
                return null;
            }
            if (when.from() > position) {
                return when;
            }
            keys.add(key);
            return when.until() <= position ? null : new DueRange(position + 1, when.until());
        }));
        return keys;
    }

    private void show(Serving serving, Edition edition, List<String> keys) {
        Map<String, List<WaitingDeadLetters>> waiting = new HashMap<>();
        keys.forEach(key -> waiting.put(key, serving.waiting(key)));
        Map<String, ? extends StoredDocument<?>> found = serving.load(keys);
        keys.forEach(key -> {
            StoredDocument<?> stored = found.get(key);
            byKey.getOrDefault(key, Set.of()).forEach(subscriber -> {
                if (stored == null) {
                    subscriber.offerAbsence();
                } else {
                    subscriber.offer(edition.generation(), stored, waiting.getOrDefault(key, List.of()));
                }
            });
        });
    }
}
