package io.orderflow.axonserver.streams;

import io.axoniq.axonserver.grpc.streams.CreateStreamRequest;
import io.axoniq.axonserver.grpc.streams.InitializationProperties;
import io.axoniq.axonserver.grpc.streams.StreamStatus;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.StreamStore;
import io.orderflow.axonserver.store.StreamStore.Layout;
import io.orderflow.axonserver.store.StreamStore.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream, with its segments and the clients that have it open. Thread-safe: all that changes is guarded by one
 * lock, under which nothing waits and no client is spoken to.
 *
 * <p>A change of the segments waits until all of them are closed, then is written, and only then seen; meanwhile nothing
 * is sent.
 */
final class PersistentStream {

    private static final Logger LOG = LoggerFactory.getLogger(PersistentStream.class);

    /** How long a client may work on what it has of a closed segment before another one gets it too. */
    static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Surroundings around;
    private final List<StreamConnection> connections = new ArrayList<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    /** What the store was given last. It is ahead of the disk, because the next change is made from it. */
    private CreateStreamRequest definition;
    private Source source;
    private List<Segment> segments;
    private boolean changing;
    private @Nullable CompletableFuture<Void> deletion;

    /** @throws StreamRefused.Invalid where the definition is not one */
    PersistentStream(Surroundings around, CreateStreamRequest definition, List<Layout> layouts) {
        this.around = around;
        this.definition = definition;
        this.source = Source.of(definition, layouts);
        this.segments = segmentsOf(source.layout());
    }

    /** What a stream reads, where it writes, and the threads on which it sends. */
    record Surroundings(EventStore events, StreamStore store, Executor executor) {}

    private List<Segment> segmentsOf(Layout layout) {
        return IntStream.range(0, layout.segments().size())
                .mapToObj(number -> new Segment(this, layout.number(), number, layout.segments().get(number)))
                .toList();
    }

    String id() {
        return definition.getStreamId();
    }

    void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    CompletionStage<Void> write(int layout, int segment, Progress progress) {
        return around.store().advance(id(), layout, segment, progress);
    }

    /** @throws StreamRefused.OtherSettings where a client that expects these would get others than this stream's */
    void requireSettings(InitializationProperties expected, String clientId) {
        StreamSettings.requireSame(id(), definition.getInitializationProperties(), expected, clientId);
    }

    void join(StreamConnection connection) {
        locked(() -> {
            if (deletion != null) {
                throw new StreamRefused.Deleted(id());
            }
            connections.add(connection);
            connection.joined(this);
            if (connection.isClosed()) {
                leave(connection);
            } else {
                proceed();
            }
        });
    }

    void leave(StreamConnection connection) {
        locked(() -> {
            connections.remove(connection);
            List.copyOf(connection.openings()).forEach(this::forget);
            proceed();
        });
    }

    private void forget(Opening opening) {
        opening.end();
        opening.connection().openings().remove(opening);
        if (opening.segment().opening() == opening) {
            opening.segment().opening(null);
        }
    }

    void acknowledge(StreamConnection connection, int segment, long position) {
        locked(() -> connection.openings().stream().filter(of -> of.segment().number() == segment).findFirst()
                .ifPresent(opening -> acknowledge(opening, position)));
    }

    /** What was not sent in this opening belongs to an earlier one, which ended by a reset perhaps. */
    private void acknowledge(Opening opening, long position) {
        if (position >= 0 && position <= opening.lastSent()) {
            opening.segment().acknowledged(position);
        }
        boolean done = position == StreamConnection.DONE || opening.segment().isAcknowledged(opening);
        if (done && opening.isClosed()) {
            forget(opening);
            proceed();
        }
    }

    void error(StreamConnection connection, int segment, String reason) {
        locked(() -> connection.openings().stream().filter(of -> of.segment().number() == segment).findFirst()
                .ifPresent(opening -> opening.segment().error(reason)));
    }

    /** Called when the client has been told that a segment is closed. */
    void closed(Opening opening) {
        locked(() -> {
            if (opening.segment().isAcknowledged(opening)) {
                forget(opening);
                proceed();
            }
        });
    }

    /** Called when all events up to one have been sent, or are for others. */
    void passed(Opening opening, long token) {
        locked(() -> {
            Segment segment = opening.segment();
            if (segment.opening() == opening && segment.isAcknowledged(opening)) {
                segment.passed(token);
            }
        });
    }

    /** Waits no longer for clients that do not say that they are done with what was closed. */
    void expire(long nowNanos) {
        locked(() -> {
            for (Segment segment : segments) {
                Opening opening = segment.opening();
                if (opening != null && opening.isClosedSince(nowNanos - CLOSE_GRACE.toNanos())) {
                    LOG.info("Client {} has not finished {}[{}] within {}; what it has not acknowledged is sent again",
                            opening.connection().clientId(), id(), segment.number(), CLOSE_GRACE);
                    forget(opening);
                    proceed();
                }
            }
        });
    }

    StreamStatus status() {
        StreamStatus.Builder status = StreamStatus.newBuilder();
        locked(() -> {
            InitializationProperties properties = definition.getInitializationProperties();
            status.setStreamId(id())
                    .setStreamName(properties.getStreamName())
                    .setSequencingPolicy(properties.getSequencingPolicy())
                    .setFilter(properties.getFilter());
            segments.forEach(segment -> status.addSegments(segment.status()));
        });
        return status.build();
    }

    /** A line for each segment whose client has not acknowledged all events up to the end of the log. */
    List<String> unfinished() {
        List<String> lines = new ArrayList<>();
        locked(() -> segments.forEach(segment -> segment.unfinished().ifPresent(lines::add)));
        return lines;
    }

    CompletionStage<Void> rename(String name) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        locked(() -> {
            if (deletion != null) {
                done.completeExceptionally(new StreamRefused.Deleted(id()));
                return;
            }
            CreateStreamRequest before = definition;
            CreateStreamRequest renamed = with(properties -> properties.setStreamName(name));
            definition = renamed;
            around.store().redefine(renamed).whenComplete((written, failure) -> {
                if (failure != null) {
                    locked(() -> takeBack(renamed, before));
                }
                complete(done, failure);
            });
        });
        return done;
    }

    /** What could not be written is not what the next change is made from, unless that is on its way already. */
    private void takeBack(CreateStreamRequest unwritten, CreateStreamRequest before) {
        if (definition == unwritten) {
            definition = before;
        }
    }

    private CreateStreamRequest with(UnaryOperator<InitializationProperties.Builder> change) {
        return definition.toBuilder()
                .setInitializationProperties(change.apply(definition.getInitializationProperties().toBuilder()))
                .build();
    }

    /** Changes the segments as soon as all of them are closed. */
    CompletionStage<Void> change(Relayout relayout) {
        Change change = new Change(relayout, new CompletableFuture<>());
        locked(() -> {
            if (deletion != null) {
                change.done().completeExceptionally(new StreamRefused.Deleted(id()));
            } else {
                changes.add(change);
                proceed();
            }
        });
        return change.done();
    }

    /** Does what can be done now. */
    private void proceed() {
        if (changing || deletion != null) {
            return;
        }
        Change next = changes.peek();
        if (next == null) {
            Shares.shareOut(segments, connections, this::open);
            return;
        }
        List<Opening> open = segments.stream().map(Segment::opening).flatMap(java.util.stream.Stream::ofNullable)
                .toList();
        open.forEach(Opening::close);
        if (open.isEmpty()) {
            perform(next);
        }
    }

    private void open(Segment segment, StreamConnection connection) {
        Opening opening = new Opening(segment, connection, around, source);
        segment.opening(opening);
        connection.openings().add(opening);
        opening.start();
    }

    private void perform(Change change) {
        changing = true;
        segments.forEach(Segment::retire);
        List<Layout> layouts = change.relayout().of(current(), source.earlier());
        CreateStreamRequest before = definition;
        CreateStreamRequest changed = with(properties -> properties.setSegments(layouts.getLast().segments().size()));
        definition = changed;
        around.store().put(changed, layouts).whenComplete((written, failure) -> {
            locked(() -> {
                changing = false;
                changes.remove(change);
                if (failure == null) {
                    source = source.with(layouts.getLast(), layouts.subList(0, layouts.size() - 1));
                    segments = segmentsOf(source.layout());
                } else {
                    takeBack(changed, before);
                    segments.forEach(Segment::reinstate);
                }
                proceed();
            });
            complete(change.done(), failure);
        });
    }

    private Layout current() {
        return new Layout(source.layout().number(), segments.stream().map(Segment::progress).toList());
    }

    /**
     * Deletes the stream, and ends all connections to it; nothing of that happens where it cannot be written. It is
     * deleted once: by the second time there may be another of its name.
     */
    CompletionStage<Void> delete(Runnable forget) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        lock.lock();
        try {
            if (deletion != null) {
                return deletion;
            }
            deletion = done;
            segments.forEach(Segment::retire);
            around.store().delete(id()).whenComplete((written, failure) -> {
                if (failure == null) {
                    forget.run();
                    end();
                } else {
                    locked(() -> {
                        deletion = null;
                        segments.forEach(Segment::reinstate);
                        proceed();
                    });
                }
                complete(done, failure);
            });
        } finally {
            lock.unlock();
        }
        return done;
    }

    private void end() {
        List<StreamConnection> left = new ArrayList<>();
        List<Change> undone = new ArrayList<>();
        locked(() -> {
            left.addAll(connections);
            undone.addAll(changes);
            connections.clear();
            changes.clear();
            segments.stream().map(Segment::opening).flatMap(java.util.stream.Stream::ofNullable).forEach(this::forget);
        });
        undone.forEach(change -> change.done().completeExceptionally(new StreamRefused.Deleted(id())));
        left.forEach(connection -> connection.client().ended());
    }

    private static void complete(CompletableFuture<Void> done, Throwable failure) {
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }

    /** A change that waits for the segments to be closed. */
    private record Change(Relayout relayout, CompletableFuture<Void> done) {}
}
