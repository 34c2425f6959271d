package io.orderflow.projection.serve;

import io.orderflow.projection.document.StoredDocument;
import io.orderflow.projection.engine.Generation;
import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.WaitingDeadLetters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** The documents of one projection, as a watch sees them. Thread-safe. */
interface WatchedDocuments {

    /**
     * The key of the document that an event belongs to; null where there is none, or where the event cannot be read.
     */
    @Nullable
    String keyOf(EventMessage<?> event);

    /** The collection that serves at this moment; the calls of one object all read the same collection. */
    Serving serving();

    /**
     * Waits for a condition that can become true when the collections move, or with a {@link #wake()}.
     *
     * @return false where time is up, or the thread is interrupted
     */
    boolean await(BooleanSupplier condition, Duration limit);

    /** Makes every waiting thread check its condition again. Call it after a change that the conditions depend on. */
    void wake();

    /** One collection. */
    interface Serving {

        Edition edition();

        /** The position up to which {@link #load} returns the effect of every event from now on. */
        long position();

        Map<String, ? extends StoredDocument<?>> load(List<String> keys);

        /** The sequences of a document's events that wait as dead letters. */
        List<WaitingDeadLetters> waiting(String key);
    }

    /**
     * Identifies a period in which documents change with events of the log only, one after the other.
     *
     * @param generation         the number of the collection
     * @param retriedDeadLetters how many set-aside events were folded into the collection late
     * @param deadLetterChanges  how often the waiting sequences of dead letters have changed
     */
    record Edition(long generation, long retriedDeadLetters, long deadLetterChanges) {}

    static WatchedDocuments of(HostedProjection<?> hosted) {
        return new WatchedDocuments() {

            @Override
            public @Nullable String keyOf(EventMessage<?> event) {
                return hosted.keyOf(event);
            }

            @Override
            public Serving serving() {
                return servingFrom(hosted.serving());
            }

            @Override
            public boolean await(BooleanSupplier condition, Duration limit) {
                return hosted.await(condition, limit);
            }

            @Override
            public void wake() {
                hosted.wake();
            }
        };
    }

    private static Serving servingFrom(Generation<?> generation) {
        return new Serving() {

            @Override
            public Edition edition() {
                return new Edition(generation.number(), generation.retriedDeadLetters(),
                        generation.deadLetterChanges());
            }

            @Override
            public long position() {
                return generation.position();
            }

            @Override
            public Map<String, ? extends StoredDocument<?>> load(List<String> keys) {
                return generation.load(keys);
            }

            @Override
            public List<WaitingDeadLetters> waiting(String key) {
                return generation.waiting(key);
            }
        };
    }
}
