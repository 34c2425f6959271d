package io.orderflow.axonserver.conformance;

import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.PersistentStream;
import io.axoniq.axonserver.connector.event.PersistentStreamCallbacks;
import io.axoniq.axonserver.connector.event.PersistentStreamProperties;
import io.axoniq.axonserver.connector.event.PersistentStreamSegment;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.streams.PersistentStreamEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A client of a persistent stream that notes down what it gets, and acknowledges it at once unless a test does that.
 * Thread-safe.
 */
public final class StreamReader implements AutoCloseable {

    private static final int BUFFER = 64;
    private static final int REFILL = 16;

    private final ConcurrentMap<Integer, PersistentStreamSegment> segments = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
    private final boolean acknowledging;
    private final PersistentStream stream;

    private StreamReader(EventChannel events, String id, @Nullable PersistentStreamProperties properties,
            boolean acknowledging) {
        this.acknowledging = acknowledging;
        PersistentStreamCallbacks callbacks = new PersistentStreamCallbacks(
                segment -> segments.put(segment.segment(), segment), this::closed, this::take,
                error -> end.complete(Optional.ofNullable(error)));
        this.stream = properties == null
                ? events.openPersistentStream(id, BUFFER, REFILL, callbacks)
                : events.openPersistentStream(id, BUFFER, REFILL, callbacks, properties);
    }

    /** Opens a stream that is there. */
    public static StreamReader of(EventChannel events, String id) {
        return new StreamReader(events, id, null, true);
    }

    /** Opens a stream, which is created where it is not there. */
    public static StreamReader of(EventChannel events, String id, PersistentStreamProperties properties) {
        return new StreamReader(events, id, properties, true);
    }

    /** Opens a stream that is there, and leaves the acknowledgements to the test. */
    public static StreamReader silent(EventChannel events, String id) {
        return new StreamReader(events, id, null, false);
    }

    public static PersistentStreamProperties properties(int segments, String policy, String... parameters) {
        return new PersistentStreamProperties("name", segments, policy, List.of(parameters), "TAIL", "");
    }

    private void take(PersistentStreamSegment segment) {
        for (PersistentStreamEvent next = segment.nextIfAvailable(); next != null; next = segment.nextIfAvailable()) {
            received.add(new Received(segment.segment(), next.getEvent().getToken(), next.getReplay(),
                    next.getEvent().getEvent()));
            if (acknowledging) {
                segment.acknowledge(next.getEvent().getToken());
            }
        }
        if (segment.isClosed()) {
            segment.acknowledge(PersistentStreamSegment.PENDING_WORK_DONE_MARKER);
        }
    }

    private void closed(PersistentStreamSegment segment) {
        segments.remove(segment.segment(), segment);
        segment.acknowledge(PersistentStreamSegment.PENDING_WORK_DONE_MARKER);
    }

    /** All that it got, in the order of its coming. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    public List<Long> tokens() {
        return received.stream().map(Received::token).toList();
    }

    /** What it got, by segment. */
    Map<Integer, List<Received>> bySegment() {
        return received.stream().collect(Collectors.groupingBy(Received::segment, TreeMap::new, Collectors.toList()));
    }

    /** The segments that are open to it. */
    public Set<Integer> segments() {
        return Set.copyOf(segments.keySet());
    }

    public void acknowledge(int segment, long token) {
        segments.get(segment).acknowledge(token);
    }

    void error(int segment, String reason) {
        segments.get(segment).error(reason);
    }

    void forget() {
        received.clear();
    }

    /** How the connection ended: with an error, or without. */
    CompletableFuture<Optional<Throwable>> end() {
        return end;
    }

    @Override
    public void close() {
        segments.clear();
        stream.close();
    }

    /** An event, and how it came. */
    public record Received(int segment, long token, boolean replay, Event event) {}
}
