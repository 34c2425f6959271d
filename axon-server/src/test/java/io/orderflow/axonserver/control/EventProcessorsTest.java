package io.orderflow.axonserver.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.ErrorMessage;
import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.InstructionResult;
import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction.RequestCase;
import io.orderflow.axonserver.control.ControlFailure.Kind;
import io.orderflow.axonserver.routing.ConnectedClients;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventProcessorsTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final ProcessorId ORDERS = new ProcessorId("default", "orders", "store");

    private final ConnectedClients clients = new ConnectedClients(Clock.systemUTC());
    private final EventProcessors processors = new EventProcessors(clients, SHORT);
    private final List<PlatformOutboundInstruction> sent = new ArrayList<>();

    private ConnectedClients.Connection client(String id, EventProcessorInfo.Builder info) {
        ConnectedClients.Connection connection = clients.connect("default", sent::add);
        connection.register(ClientIdentification.newBuilder().setClientId(id).setComponentName("shop").build());
        connection.processor(info.build());
        return connection;
    }

    private static EventProcessorInfo.Builder processor(String tokenStore, int onePartOf, int... segments) {
        EventProcessorInfo.Builder info = EventProcessorInfo.newBuilder()
                .setProcessorName("orders")
                .setTokenStoreIdentifier(tokenStore)
                .setMode("Pooled Streaming")
                .setIsStreamingProcessor(true)
                .setRunning(true)
                .setActiveThreads(segments.length)
                .setAvailableThreads(2);
        IntStream.of(segments).forEach(
                segment -> info.addSegmentStatusBuilder().setSegmentId(segment).setOnePartOf(onePartOf));
        return info;
    }

    private static void assertFails(CompletableFuture<Void> action, Kind kind, String reason) {
        assertThat(action).failsWithin(Duration.ofSeconds(10)).withThrowableThat().havingRootCause()
                .isInstanceOfSatisfying(ControlFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(kind);
                    assertThat(failure).hasMessageContaining(reason);
                });
    }

    @Test
    void givesUpAClientThatSaysNothing() {
        client("silent", processor("store", 1, 0));

        assertFails(processors.pause(ORDERS), Kind.TIMED_OUT, "silent");
        assertThat(sent.getFirst().getRequestCase()).isEqualTo(RequestCase.PAUSE_EVENT_PROCESSOR);
        assertThat(sent.getFirst().getInstructionId()).isNotEmpty();
    }

    @Test
    void believesAnAcknowledgementWithoutAnIdToBeOfTheOldestInstruction() {
        ConnectedClients.Connection connection = client("old", processor("store", 1, 0));

        CompletableFuture<Void> pause = processors.pause(ORDERS);
        connection.acknowledged(InstructionAck.newBuilder()
                .setError(ErrorMessage.newBuilder().setMessage("No handler for instruction")).build());

        assertFails(pause, Kind.UNSUPPORTED, "No handler");
    }

    @Test
    void ignoresResultsOfInstructionsThatItDoesNotKnow() {
        ConnectedClients.Connection connection = client("confused", processor("store", 1, 0));

        CompletableFuture<Void> pause = processors.pause(ORDERS);
        connection.finished(InstructionResult.newBuilder().setInstructionId("another").setSuccess(true).build());
        connection.acknowledged(InstructionAck.newBuilder().setInstructionId("another").build());
        assertThat(pause).isNotDone();
        connection.finished(InstructionResult.newBuilder().setInstructionId(sent.getFirst().getInstructionId())
                .setSuccess(true).build());

        assertThat(pause).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void wantsToKnowWhichOfSeveralIsMeant() {
        client("one", processor("store", 1, 0));
        client("two", processor("other store", 1, 0));

        assertFails(processors.pause(new ProcessorId("", "orders", "")), Kind.INVALID, "token store");
        assertThat(sent).isEmpty();
    }

    @Test
    void doesNothingToTheSegmentsOfAProcessorWithoutThem() {
        client("one", processor("", 1).setIsStreamingProcessor(false).setMode("Subscribing"));

        assertFails(processors.split(new ProcessorId("", "orders", "")), Kind.NOT_NOW, "Subscribing");
    }

    @Test
    void splitsOnlyWhatRunningInstancesWorkOn() {
        client("paused", processor("store", 1, 0).setRunning(false));

        assertFails(processors.split(ORDERS), Kind.NOT_NOW, "No running instance");
    }

    @Test
    void waitsWithBalancingWhileASegmentIsOnItsWay() {
        client("crowded", processor("store", 4, 0, 1, 2));
        client("idle", processor("store", 4));
        processors.balanceAlways(ORDERS, "threadNumber");

        processors.balance();
        assertThat(sent).isEmpty();

        client("late", processor("store", 4, 3));
        processors.balance();
        assertThat(sent).extracting(PlatformOutboundInstruction::getRequestCase)
                .containsOnly(RequestCase.RELEASE_SEGMENT);
        processors.balanceAlways(ORDERS, "disabled");
        assertThat(processors.strategyOf(ORDERS)).isEqualTo(Balancing.DISABLED);
    }
}
