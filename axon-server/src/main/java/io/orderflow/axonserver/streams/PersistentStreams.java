package io.orderflow.axonserver.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.axoniq.axonserver.grpc.streams.CreateStreamRequest;
import io.axoniq.axonserver.grpc.streams.InitializationProperties;
import io.axoniq.axonserver.grpc.streams.ResetStreamConfiguration;
import io.axoniq.axonserver.grpc.streams.StreamStatus;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.StreamStore;
import io.orderflow.axonserver.store.StreamStore.Layout;
import io.orderflow.axonserver.store.StreamStore.Progress;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The persistent streams of one context. Thread-safe. The stages that it answers complete when what they stand for
 * is on
 * the disk, or fail with a {@link StreamRefused} or what the store says.
 */
public final class PersistentStreams {

    /** An initial position that stands for the end of the log. */
    private static final long HEAD = -99;
    private static final int MAX_SEGMENTS = 1_024;
    private static final int MAX_ID_BYTES = 1_024;

    private final PersistentStream.Surroundings around;
    private final ConcurrentMap<String, CompletableFuture<PersistentStream>> streams = new ConcurrentHashMap<>();

    /**
     * Finds the streams that there are.
     *
     * @param executor
     *            on whose threads events are read and sent
     */
    public PersistentStreams(EventStore events, StreamStore store, Executor executor) {
        this.around = new PersistentStream.Surroundings(events, store, executor);
        for (StreamStore.Stored stored : store.all()) {
            streams.put(stored.definition().getStreamId(), CompletableFuture.completedFuture(
                    new PersistentStream(around, stored.definition(), stored.layouts())));
        }
    }

    /** Creates a stream where there is none, and answers whether there was none. */
    public CompletionStage<Boolean> create(CreateStreamRequest definition) {
        CompletableFuture<PersistentStream> mine = new CompletableFuture<>();
        CompletableFuture<PersistentStream> others = streams.putIfAbsent(definition.getStreamId(), mine);
        if (others != null) {
            return others.thenApply(there -> false);
        }
        try {
            List<Layout> layouts = List.of(firstLayout(definition));
            PersistentStream made = new PersistentStream(around, definition, layouts);
            around.store().put(definition, layouts).whenComplete((written, failure) -> {
                if (failure == null) {
                    mine.complete(made);
                } else {
                    giveUp(definition.getStreamId(), mine, failure);
                }
            });
        } catch (RuntimeException e) {
            giveUp(definition.getStreamId(), mine, e);
        }
        return mine.thenApply(made -> true);
    }

    private void giveUp(String id, CompletableFuture<PersistentStream> mine, Throwable reason) {
        streams.remove(id, mine);
        mine.completeExceptionally(reason);
    }

    private Layout firstLayout(CreateStreamRequest definition) {
        InitializationProperties properties = definition.getInitializationProperties();
        requireId(definition.getStreamId());
        requireSegments(properties.getSegments());
        long position = properties.getInitialPosition();
        long first = position == HEAD ? around.events().headToken() + 1 : requirePosition(position);
        return new Layout(0, Collections.nCopies(properties.getSegments(), Progress.before(first)));
    }

    private static void requireId(String id) {
        if (id.isBlank() || id.getBytes(UTF_8).length > MAX_ID_BYTES) {
            throw new StreamRefused.Invalid("A persistent stream has an identifier of at most " + MAX_ID_BYTES
                    + " bytes");
        }
    }

    private static void requireSegments(int segments) {
        if (segments < 1 || segments > MAX_SEGMENTS) {
            throw new StreamRefused.Invalid("A persistent stream has from 1 to " + MAX_SEGMENTS + " segments, not "
                    + segments);
        }
    }

    private long requirePosition(long position) {
        long next = around.events().headToken() + 1;
        if (position < 0 || position > next) {
            throw new StreamRefused.Invalid("Position " + position + " is not within the event store, which ends at "
                    + next);
        }
        return position;
    }

    /**
     * Connects a client to a stream.
     *
     * @param creation
     *            where given, the stream is created with it if it is not there
     */
    public CompletionStage<Void> open(String id, @Nullable InitializationProperties creation,
            StreamConnection connection) {
        if (creation == null) {
            return onStream(id, stream -> {
                stream.join(connection);
                return CompletableFuture.completedStage(null);
            });
        }
        CreateStreamRequest definition = CreateStreamRequest.newBuilder()
                .setStreamId(id)
                .setInitializationProperties(creation)
                .build();
        return create(definition).thenCompose(created -> onStream(id, stream -> {
            stream.requireSettings(creation, connection.clientId());
            stream.join(connection);
            return CompletableFuture.completedStage(null);
        }));
    }

    private CompletionStage<Void> onStream(String id, Action action) {
        CompletableFuture<PersistentStream> stream = streams.get(id);
        return stream == null
                ? CompletableFuture.failedStage(new StreamRefused.Unknown(id))
                : stream.thenCompose(
                        action::on);
    }

    /** Deletes a stream and ends all connections to it. One that is not there is as good as deleted. */
    public CompletionStage<Void> delete(String id) {
        CompletableFuture<PersistentStream> stream = streams.get(id);
        return stream == null
                ? CompletableFuture.completedStage(null)
                : stream.thenCompose(
                        found -> found.delete(() -> streams.remove(id, stream)));
    }

    /** Gives a stream another name, another number of segments, or both; an empty name and a zero change nothing. */
    public CompletionStage<Void> update(String id, String name, int segments) {
        if (segments != 0) {
            try {
                requireSegments(segments);
            } catch (StreamRefused e) {
                return CompletableFuture.failedStage(e);
            }
        }
        return onStream(id, stream -> {
            CompletionStage<Void> renamed = name.isEmpty()
                    ? CompletableFuture.completedStage(null)
                    : stream.rename(name);
            return segments == 0
                    ? renamed
                    : renamed.thenCompose(done -> stream.change(Relayouts.resize(segments)));
        });
    }

    /** Moves a stream to another position, from which its events are sent again, or left out. */
    public CompletionStage<Void> reset(String id, ResetStreamConfiguration to) {
        return onStream(id, stream -> stream.change(Relayouts.reset(firstToken(to))));
    }

    private LongSupplier firstToken(ResetStreamConfiguration to) {
        EventStore events = around.events();
        return switch (to.getTypeCase()) {
            case HEAD -> () -> events.headToken() + 1;
            case TAIL -> events::firstToken;
            case DATETIME -> constant(events.tokenAt(to.getDatetime()));
            case POSITION -> constant(requirePosition(to.getPosition()));
            case TYPE_NOT_SET -> throw new StreamRefused.Invalid("A reset needs a position");
        };
    }

    private static LongSupplier constant(long token) {
        return () -> token;
    }

    /** All streams, by their identifiers. */
    public List<StreamStatus> list() {
        return ready().map(PersistentStream::status).sorted(Comparator.comparing(StreamStatus::getStreamId)).toList();
    }

    /** A line for each segment whose client is at work, or is to be: not all events are acknowledged. */
    public List<String> unfinished() {
        return ready().flatMap(stream -> stream.unfinished().stream()).toList();
    }

    /** Ends what has waited too long; to be called every now and then. */
    public void expire() {
        long now = System.nanoTime();
        ready().forEach(stream -> stream.expire(now));
    }

    private Stream<PersistentStream> ready() {
        return streams.values().stream().filter(stream -> stream.isDone() && !stream.isCompletedExceptionally()).map(
                CompletableFuture::join);
    }

    /** What is done with a stream that is there; what it throws fails the stage. */
    private interface Action {
        CompletionStage<Void> on(PersistentStream stream);
    }
}
