package io.orderflow.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.event.GetAggregateEventsRequest;
import io.axoniq.axonserver.grpc.event.GetLastTokenRequest;
import io.axoniq.axonserver.grpc.event.TrackingToken;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventStoreCallLimitsTest {

    private static final Duration READ = Duration.ofMillis(300);
    private static final int STEADY_EVENTS = 12;

    private final String name = UUID.randomUUID().toString();
    private final EventStoreCallLimits limits = new EventStoreCallLimits(
            new CallLimits(READ, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)));
    private Server server;
    private ManagedChannel channel;

    /** Answers no question for a token; of aggregate {@code steady} it sends an event now and then, of others nothing. */
    private static final class Frozen extends EventStoreGrpc.EventStoreImplBase {
        @Override
        public void getLastToken(GetLastTokenRequest request, StreamObserver<TrackingToken> caller) {}

        @Override
        public void listAggregateEvents(GetAggregateEventsRequest request, StreamObserver<Event> caller) {
            if (request.getAggregateId().equals("steady")) {
                for (int i = 0; i < STEADY_EVENTS; i++) {
                    LockSupport.parkNanos(READ.toNanos() / 4);
                    caller.onNext(Event.getDefaultInstance());
                }
                caller.onCompleted();
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = InProcessServerBuilder.forName(name).addService(new Frozen()).build().start();
        channel = InProcessChannelBuilder.forName(name).intercept(limits).build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
        limits.close();
    }

    private EventStoreGrpc.EventStoreBlockingStub store() {
        return EventStoreGrpc.newBlockingStub(channel);
    }

    @Test
    void endsAQuestionThatGetsNoAnswer() {
        assertThatThrownBy(() -> store().getLastToken(GetLastTokenRequest.getDefaultInstance()))
                .isInstanceOf(StatusRuntimeException.class).hasMessageContaining("DEADLINE_EXCEEDED");
    }

    @Test
    void endsTheLoadingOfAnAggregateOfWhichNothingComes() {
        Iterator<Event> events = store().listAggregateEvents(
                GetAggregateEventsRequest.newBuilder().setAggregateId("silent").build());

        assertThatThrownBy(events::hasNext).isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("has sent nothing");
    }

    @Test
    void letsALongHistoryTakeItsTimeWhileItComes() {
        Iterator<Event> events = store().listAggregateEvents(
                GetAggregateEventsRequest.newBuilder().setAggregateId("steady").build());

        assertThat(events).toIterable().hasSize(STEADY_EVENTS);
    }
}
