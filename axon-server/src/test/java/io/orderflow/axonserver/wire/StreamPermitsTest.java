package io.orderflow.axonserver.wire;

import static io.orderflow.axonserver.conformance.Messages.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.streams.InitializationProperties;
import io.axoniq.axonserver.grpc.streams.Open;
import io.axoniq.axonserver.grpc.streams.PersistentStreamServiceGrpc;
import io.axoniq.axonserver.grpc.streams.Requests;
import io.axoniq.axonserver.grpc.streams.SequencingPolicy;
import io.axoniq.axonserver.grpc.streams.StreamRequest;
import io.axoniq.axonserver.grpc.streams.StreamSignal;
import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far each segment of a persistent stream goes: as far as its client has asked, whatever the others do. */
class StreamPermitsTest {

    private static final String NAME = "stream-permits";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int EVENTS = 200;

    @TempDir
    private Path directory;
    private AxonServer server;
    private ManagedChannel channel;
    private final Recorder<StreamSignal> signals = new Recorder<>();

    @BeforeEach
    void start() {
        server = AxonServer.start(AxonServerConfig.inProcess(directory, NAME));
        channel = InProcessChannelBuilder.forName(NAME).build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
    }

    private void append(int events) {
        Recorder<Confirmation> confirmed = new Recorder<>();
        StreamObserver<Event> transaction = EventStoreGrpc.newStub(channel).appendEvent(confirmed);
        for (int i = 0; i < events; i++) {
            transaction.onNext(event("e" + i));
        }
        transaction.onCompleted();
        confirmed.end.join();
    }

    private StreamObserver<StreamRequest> open() {
        StreamObserver<StreamRequest> stream = PersistentStreamServiceGrpc.newStub(channel).openStream(signals);
        stream.onNext(StreamRequest.newBuilder()
                .setOpen(Open.newBuilder()
                        .setStreamId("stream")
                        .setClientId("client")
                        .setInitializationProperties(InitializationProperties.newBuilder()
                                .setStreamName("stream")
                                .setSegments(2)
                                .setSequencingPolicy(
                                        SequencingPolicy.newBuilder().setPolicyName("FullConcurrencyPolicy"))))
                .build());
        return stream;
    }

    private static StreamRequest requests(int segment, int count) {
        return StreamRequest.newBuilder()
                .setRequests(Requests.newBuilder().setSegment(segment).setRequests(count))
                .build();
    }

    private long eventsOf(int segment) {
        return signals.received.stream().filter(signal -> signal.hasEvent() && signal.getSegment() == segment).count();
    }

    @Test
    void sendsEachSegmentNoMoreThanItsClientAsksFor() {
        append(EVENTS);
        StreamObserver<StreamRequest> stream = open();
        await().atMost(LIMIT).until(() -> signals.received.stream().filter(StreamSignal::hasOpen).count() == 2);

        stream.onNext(requests(0, 3));
        await().atMost(LIMIT).until(() -> eventsOf(0) >= 3);
        assertThat(eventsOf(1)).isZero();

        stream.onNext(requests(1, 7));
        await().atMost(LIMIT).until(() -> eventsOf(1) >= 7);
        assertThat(eventsOf(0)).isEqualTo(3);

        stream.onNext(requests(0, 2));
        await().atMost(LIMIT).until(() -> eventsOf(0) >= 5);
        assertThat(eventsOf(1)).isEqualTo(7);
        assertThat(eventsOf(0)).isEqualTo(5);

        stream.onNext(requests(0, EVENTS));
        stream.onNext(requests(1, EVENTS));
        await().atMost(LIMIT).until(() -> eventsOf(0) + eventsOf(1) == EVENTS);
    }

    /** Keeps what comes. */
    private static final class Recorder<T> implements StreamObserver<T> {
        private final Queue<T> received = new ConcurrentLinkedQueue<>();
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        @Override
        public void onNext(T message) {
            received.add(message);
        }

        @Override
        public void onError(Throwable error) {
            end.completeExceptionally(error);
        }

        @Override
        public void onCompleted() {
            end.complete(null);
        }
    }
}
