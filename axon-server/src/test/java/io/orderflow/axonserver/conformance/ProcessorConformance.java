package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.StubProcessor.NAME;
import static io.orderflow.axonserver.conformance.StubProcessor.TOKEN_STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.connector.admin.AdminChannel;
import io.axoniq.axonserver.grpc.admin.EventProcessor;
import io.axoniq.axonserver.grpc.admin.EventProcessorInstance;
import io.axoniq.axonserver.grpc.admin.EventProcessorSegment;
import io.axoniq.axonserver.grpc.admin.LoadBalancingStrategy;
import io.axoniq.axonserver.grpc.admin.Result;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Event processors as an operator sees them, and what clients are told to do with them. */
interface ProcessorConformance extends Conformance {

    /** A client of a component with that name, which has the processor. */
    private AxonServerConnection clientWith(StubProcessor processor, String component) {
        AxonServerConnection connection = clients().factory(component, component + "-1").connect("default");
        processor.register(connection);
        await().atMost(LIMIT).until(() -> clientsOf(NAME).contains(component + "-1"));
        return connection;
    }

    private AdminChannel admin() {
        return clients().connect("operator").adminChannel();
    }

    private List<String> clientsOf(String processor) {
        return all(admin().eventProcessors()).stream()
                .filter(known -> known.getIdentifier().getProcessorName().equals(processor))
                .flatMap(known -> known.getClientInstanceList().stream())
                .map(EventProcessorInstance::getClientId)
                .toList();
    }

    private static List<EventProcessor> all(ResultStream<EventProcessor> results) {
        try (results) {
            List<EventProcessor> received = new ArrayList<>();
            EventProcessor next = results.nextIfAvailable(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            while (next != null) {
                received.add(next);
                next = results.nextIfAvailable(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
            return received;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(CompletableFuture<?> action, Status.Code code, String reason) {
        assertThat(action).failsWithin(LIMIT).withThrowableThat().satisfies(thrown -> {
            assertThat(Status.fromThrowable(thrown).getCode()).isEqualTo(code);
            assertThat(thrown).hasStackTraceContaining(reason);
        });
    }

    @Test
    default void showsWhatClientsTellOfTheirProcessors() {
        clientWith(new StubProcessor(5).claiming(2, 0, 1), "shop");

        assertThat(all(admin().eventProcessorsByComponent("shop"))).singleElement().satisfies(processor -> {
            assertThat(processor.getIdentifier().getProcessorName()).isEqualTo(NAME);
            assertThat(processor.getIdentifier().getTokenStoreIdentifier()).isEqualTo(TOKEN_STORE);
            assertThat(processor.getIdentifier().getContextName()).isEqualTo("default");
            assertThat(processor.getMode()).isEqualTo("Tracking");
            assertThat(processor.getIsStreaming()).isTrue();
            assertThat(processor.getClientInstanceList()).singleElement().satisfies(instance -> {
                assertThat(instance.getClientId()).isEqualTo("shop-1");
                assertThat(instance.getIsRunning()).isTrue();
                assertThat(instance.getMaxCapacity()).isEqualTo(5);
                assertThat(instance.getClaimedSegmentList()).containsExactly(
                        EventProcessorSegment.newBuilder().setId(0).setOnePartOf(2).setClaimedBy("shop-1")
                                .setIsCaughtUp(true).setTokenPosition(7).build(),
                        EventProcessorSegment.newBuilder().setId(1).setOnePartOf(2).setClaimedBy("shop-1")
                                .setIsCaughtUp(true).setTokenPosition(7).setIsInError(true).setError("broken")
                                .build());
            });
        });
        assertThat(all(admin().eventProcessorsByComponent("another"))).isEmpty();
    }

    @Test
    default void forgetsTheProcessorsOfAClientThatIsGone() {
        clientWith(new StubProcessor(1), "shop").disconnect();

        await().atMost(LIMIT).until(() -> clientsOf(NAME).isEmpty());
    }

    @Test
    default void pausesAndStartsAllInstances() {
        StubProcessor one = new StubProcessor(1);
        StubProcessor two = new StubProcessor(1);
        clientWith(one, "shop");
        clientWith(two, "store");

        assertThat(Conformance.soon(admin().pauseEventProcessor(NAME, TOKEN_STORE))).isEqualTo(Result.SUCCESS);

        assertThat(one.instructions()).containsExactly("pause");
        assertThat(two.instructions()).containsExactly("pause");
        assertThat(all(admin().eventProcessors())).singleElement()
                .satisfies(processor -> assertThat(processor.getClientInstanceList())
                        .extracting(EventProcessorInstance::getIsRunning).containsExactly(false, false));

        Conformance.soon(admin().startEventProcessor(NAME, TOKEN_STORE));

        assertThat(one.instructions()).containsExactly("pause", "start");
    }

    @Test
    default void splitsTheLargestSegmentAndMergesTheSmallest() {
        StubProcessor processor = new StubProcessor(5).claiming(2, 0).claiming(4, 1, 3);
        clientWith(processor, "shop");

        Conformance.soon(admin().splitEventProcessor(NAME, TOKEN_STORE));
        Conformance.soon(admin().mergeEventProcessor(NAME, TOKEN_STORE));

        assertThat(processor.instructions()).containsExactly("split 0", "merge 3");
    }

    @Test
    default void hasTheOtherHalfReleasedBeforeItMerges() {
        StubProcessor upper = new StubProcessor(5).claiming(2, 1);
        StubProcessor lower = new StubProcessor(5).claiming(2, 0);
        clientWith(upper, "shop");
        clientWith(lower, "store");

        Conformance.soon(admin().mergeEventProcessor(NAME, TOKEN_STORE));

        assertThat(lower.instructions()).containsExactly("release 0");
        assertThat(upper.instructions()).containsExactly("merge 1");
    }

    @Test
    default void movesASegmentByReleasingItElsewhere() {
        StubProcessor owner = new StubProcessor(5).claiming(2, 0, 1);
        StubProcessor target = new StubProcessor(5);
        clientWith(owner, "shop");
        clientWith(target, "store");

        Conformance.soon(admin().moveEventProcessorSegment(NAME, TOKEN_STORE, 1, "store-1"));
        Conformance.soon(admin().moveEventProcessorSegment(NAME, TOKEN_STORE, 0, "shop-1"));

        assertThat(owner.instructions()).containsExactly("release 1");
        assertThat(target.instructions()).isEmpty();
    }

    @Test
    default void saysWhyItCannotDoSo() {
        clientWith(new StubProcessor(1).claiming(1, 0), "shop");
        clientWith(new StubProcessor(0), "store");
        AdminChannel admin = admin();

        assertRefused(admin.pauseEventProcessor("nobody's", TOKEN_STORE), Status.Code.NOT_FOUND, "nobody's");
        assertRefused(admin.pauseEventProcessor(NAME, "another store"), Status.Code.NOT_FOUND, "another store");
        assertRefused(admin.pauseEventProcessor(NAME, TOKEN_STORE, "elsewhere"), Status.Code.NOT_FOUND, "elsewhere");
        assertRefused(admin.mergeEventProcessor(NAME, TOKEN_STORE), Status.Code.FAILED_PRECONDITION, "one segment");
        assertRefused(admin.moveEventProcessorSegment(NAME, TOKEN_STORE, 0, "nobody"), Status.Code.NOT_FOUND,
                "nobody");
        assertRefused(admin.moveEventProcessorSegment(NAME, TOKEN_STORE, 5, "store-1"), Status.Code.NOT_FOUND,
                "segment 5");
        assertRefused(admin.moveEventProcessorSegment(NAME, TOKEN_STORE, 0, "store-1"),
                Status.Code.FAILED_PRECONDITION, "cannot take");
        assertRefused(admin.loadBalanceEventProcessor(NAME, TOKEN_STORE, "by magic"), Status.Code.INVALID_ARGUMENT,
                "threadNumber");
    }

    @Test
    default void passesOnWhatWentWrongInTheClient() {
        StubProcessor processor = new StubProcessor(5).claiming(2, 0, 1);
        clientWith(processor, "shop");

        processor.ending(CompletableFuture.completedFuture(false));
        assertRefused(admin().splitEventProcessor(NAME, TOKEN_STORE), Status.Code.INTERNAL, "AXONIQ-1004");
        processor.ending(CompletableFuture.failedFuture(new IllegalStateException("no tokens")));
        assertRefused(admin().mergeEventProcessor(NAME, TOKEN_STORE), Status.Code.INTERNAL, "no tokens");
    }

    @Test
    default void waitsUntilTheClientHasDoneIt() {
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        StubProcessor processor = new StubProcessor(1).ending(end);
        clientWith(processor, "shop");

        CompletableFuture<Result> pause = admin().pauseEventProcessor(NAME, TOKEN_STORE);

        await().atMost(LIMIT).until(() -> processor.instructions().contains("pause"));
        assertThat(pause).isNotDone();
        end.complete(true);
        assertThat(Conformance.soon(pause)).isEqualTo(Result.SUCCESS);
    }

    @Test
    default void tellsWhenTheClientLeavesInTheMiddle() {
        StubProcessor processor = new StubProcessor(1).ending(new CompletableFuture<>());
        AxonServerConnection client = clientWith(processor, "shop");

        CompletableFuture<Result> pause = admin().pauseEventProcessor(NAME, TOKEN_STORE);
        await().atMost(LIMIT).until(() -> processor.instructions().contains("pause"));
        client.disconnect();

        assertRefused(pause, Status.Code.UNAVAILABLE, "disconnected");
    }

    @Test
    default void sharesSegmentsOutEvenly() {
        StubProcessor crowded = new StubProcessor(10).claiming(8, 0, 1, 2, 3, 4, 5, 6, 7);
        StubProcessor idle = new StubProcessor(10);
        StubProcessor small = new StubProcessor(1);
        clientWith(crowded, "shop");
        clientWith(idle, "store");
        clientWith(small, "stall");

        Conformance.soon(admin().loadBalanceEventProcessor(NAME, TOKEN_STORE, "threadNumber"));

        // Each other one leaves alone what is to go to a third: three go to the idle one, and one to the small one.
        await().atMost(LIMIT).untilAsserted(() -> assertThat(crowded.segments()).hasSize(4));
        assertThat(idle.instructions()).hasSize(1);
        assertThat(small.instructions()).hasSize(3);
    }

    @Test
    default void leavesProcessorsAloneThatItDoesNotKnowYet() {
        List<LoadBalancingStrategy> strategies = Conformance.soon(admin().getBalancingStrategies());

        assertThat(strategies).extracting(LoadBalancingStrategy::getStrategy).containsExactly("disabled",
                "threadNumber");
        assertThat(strategies).allSatisfy(strategy -> {
            assertThat(admin().loadBalanceEventProcessor("unknown", "unknown", strategy.getStrategy()))
                    .succeedsWithin(LIMIT);
            assertThat(admin().setAutoLoadBalanceStrategy("unknown", "unknown", strategy.getStrategy()))
                    .succeedsWithin(LIMIT);
        });
    }

    @Test
    default void keepsAProcessorBalancedThatAskedForIt() {
        StubProcessor crowded = new StubProcessor(4).claiming(2, 0, 1);
        StubProcessor idle = new StubProcessor(4);
        clientWith(crowded, "shop");
        Conformance.soon(admin().setAutoLoadBalanceStrategy(NAME, TOKEN_STORE, "threadNumber"));
        assertThat(all(admin().eventProcessors())).singleElement()
                .extracting(EventProcessor::getLoadBalancingStrategyName).isEqualTo("threadNumber");

        clientWith(idle, "store");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(crowded.instructions()).containsExactly("release 1"));
    }
}
