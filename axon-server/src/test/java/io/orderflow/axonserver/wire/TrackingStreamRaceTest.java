package io.orderflow.axonserver.wire;

import static io.orderflow.axonserver.conformance.Messages.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.axonserver.conformance.Race;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that follow all events while they are appended: they begin in the middle, give permits in small pieces, break
 * off, and go on where they were. The seed is the round.
 */
class TrackingStreamRaceTest {

    private static final String NAME = "tracking-race";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int WRITERS = 2;
    private static final int TRANSACTIONS = 25;

    @TempDir
    private Path directory;
    private AxonServer server;
    private ManagedChannel channel;
    private final AtomicInteger writing = new AtomicInteger(WRITERS);
    private final AtomicLong head = new AtomicLong(-1);
    private final Queue<Event> appended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger beginning = new AtomicInteger();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

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

    @RepeatedTest(2)
    void showsEachEventOnceAndInOrderAndNoneWithoutAPermit(RepetitionInfo round) {
        append(60);
        new Race(round.getCurrentRepetition()).with(WRITERS, this::append).with(4, this::follow).run();

        assertThat(followers).flatMap(follower -> follower.wrong).isEmpty();
        List<String> whole = followers.stream().filter(follower -> follower.first == 0).findFirst().orElseThrow().ids();
        assertThat(whole).containsExactlyInAnyOrderElementsOf(
                appended.stream().map(Event::getMessageIdentifier).toList());
        assertThat(followers).allSatisfy(follower -> {
            assertThat(follower.received).extracting(EventWithToken::getToken).containsExactlyElementsOf(
                    LongStream.rangeClosed(follower.first, head.get()).boxed().toList());
            assertThat(follower.ids()).isEqualTo(whole.subList((int) follower.first, whole.size()));
        });
    }

    private void append(Random random) {
        for (int transaction = 0; transaction < TRANSACTIONS; transaction++) {
            append(1 + random.nextInt(30));
        }
        writing.decrementAndGet();
    }

    private void append(int events) {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        StreamObserver<Event> call = EventStoreGrpc.newStub(channel).appendEvent(new Confirmed(confirmed));
        for (int number = 0; number < events; number++) {
            Event event = event("e");
            appended.add(event);
            call.onNext(event);
            head.incrementAndGet();
        }
        call.onCompleted();
        confirmed.join();
    }

    /** One of them begins at the first event. Each ends with exactly the permits that the rest takes. */
    private void follow(Random random) {
        Follower follower = new Follower(beginning.getAndAdd(random.nextInt(20)));
        followers.add(follower);
        while (writing.get() > 0) {
            follower.open();
            for (int time = random.nextInt(40); time >= 0 && writing.get() > 0; time--) {
                follower.grant(random.nextInt(12));
                Thread.yield();
            }
            follower.breakOff();
        }
        follower.open();
        for (long left = head.get() + 1 - follower.next(); left > 0;) {
            long more = Math.min(left, 1 + random.nextInt(50));
            follower.grant(more);
            left -= more;
        }
        await().atMost(LIMIT).until(() -> follower.next() > head.get());
        follower.breakOff();
    }

    /** A client, which takes no event of a call that it has broken off. */
    private final class Follower {
        private final long first;
        private final List<EventWithToken> received = Collections.synchronizedList(new ArrayList<>());
        private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        private Call call;

        Follower(long first) {
            this.first = first;
        }

        long next() {
            return first + received.size();
        }

        List<String> ids() {
            return received.stream().map(event -> event.getEvent().getMessageIdentifier()).toList();
        }

        void open() {
            call = new Call(this, next());
            EventStoreGrpc.newStub(channel).listEvents(call);
        }

        void grant(long permits) {
            call.grant(permits);
        }

        void breakOff() {
            call.requests.cancel("enough", null);
            call.end.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    /** One stream of events. */
    private static final class Call implements ClientResponseObserver<GetEventsRequest, EventWithToken> {
        private final Follower follower;
        private final long from;
        private final AtomicLong granted = new AtomicLong();
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private ClientCallStreamObserver<GetEventsRequest> requests;
        private long came;

        Call(Follower follower, long from) {
            this.follower = follower;
            this.from = from;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<GetEventsRequest> stream) {
            requests = stream;
        }

        void grant(long permits) {
            granted.addAndGet(permits);
            requests.onNext(GetEventsRequest.newBuilder().setTrackingToken(from).setNumberOfPermits(permits).build());
        }

        @Override
        public void onNext(EventWithToken event) {
            if (event.getToken() != from + came) {
                follower.wrong.add("Token " + event.getToken() + " came, and not " + (from + came));
            }
            came++;
            if (came > granted.get()) {
                follower.wrong.add("Token " + event.getToken() + " came without a permit");
            }
            follower.received.add(event);
        }

        @Override
        public void onError(Throwable error) {
            if (Status.fromThrowable(error).getCode() != Status.Code.CANCELLED) {
                follower.wrong.add(error.toString());
            }
            end.complete(null);
        }

        @Override
        public void onCompleted() {
            end.complete(null);
        }
    }

    /** Tells that a transaction is on the disk. */
    private record Confirmed(CompletableFuture<Void> done) implements StreamObserver<Confirmation> {

        @Override
        public void onNext(Confirmation confirmation) {
            done.complete(null);
        }

        @Override
        public void onError(Throwable error) {
            done.completeExceptionally(error);
        }

        @Override
        public void onCompleted() {
            done.completeExceptionally(new AssertionError("There was no confirmation"));
        }
    }
}
