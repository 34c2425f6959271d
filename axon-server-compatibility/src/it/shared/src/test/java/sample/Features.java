package sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.scheduling.EventScheduler;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application does with its server. The tests share one application, and the server forgets between them. */
abstract class Features {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    abstract Configuration application();

    abstract Parcels.Projection projection();

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "It did not happen within " + LIMIT);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private <T> T send(Object command) {
        return application().commandGateway().sendAndWait(command, LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private int weight(String id) {
        return application().queryGateway().query(new Parcels.Weight(id), Integer.class).join();
    }

    /** Processors of sagas begin at the end of the log, so that a test must not begin before them. */
    @BeforeEach
    void awaitProcessorsAndFindNoEvents() {
        await(() -> application().eventProcessingConfiguration().eventProcessors().values().stream()
                .allMatch(Features::works));
        assertNull(application().eventStore().createHeadToken(), "No event is left of the test before");
    }

    private static boolean works(EventProcessor processor) {
        return !(processor instanceof StreamingEventProcessor streaming) || !streaming.processingStatus().isEmpty();
    }

    @Test
    void command() {
        send(new Parcels.Send("a"));
        assertEquals(5, this.<Integer>send(new Parcels.Fill("a", 5)));
        assertEquals(12, this.<Integer>send(new Parcels.Fill("a", 7)));
    }

    @Test
    void query() {
        send(new Parcels.Send("b"));
        send(new Parcels.Fill("b", 5));
        await(() -> weight("b") == 5);
    }

    @Test
    void subscriptionQuery() {
        send(new Parcels.Send("c"));
        try (Subscription weights = new Subscription(application().queryGateway().subscriptionQuery(
                new Parcels.Weight("c"), Integer.class, Integer.class))) {
            assertEquals(0, weights.result().initialResult().block(LIMIT));
            send(new Parcels.Fill("c", 5));
            assertEquals(5, weights.result().updates().blockFirst(LIMIT));
        }
    }

    private record Subscription(SubscriptionQueryResult<Integer, Integer> result) implements AutoCloseable {
        @Override
        public void close() {
            result.cancel();
        }
    }

    @Test
    void processorWithReset() {
        send(new Parcels.Send("d"));
        await(() -> projection().timesSent("d") == 1);
        StreamingEventProcessor processor = application().eventProcessingConfiguration()
                .eventProcessor(Parcels.GROUP, StreamingEventProcessor.class).orElseThrow();
        processor.shutDown();
        processor.resetTokens();
        processor.start();
        await(() -> projection().timesSent("d") == 2);
    }

    @Test
    void snapshot() {
        send(new Parcels.Send("e"));
        for (int i = 0; i < 5; i++) {
            send(new Parcels.Fill("e", 1));
        }
        await(() -> application().getComponent(AxonServerConnectionManager.class).getConnection().eventChannel()
                .loadSnapshots("e", Long.MAX_VALUE, 1).asStream().anyMatch(Objects::nonNull));
        assertEquals(6, this.<Integer>send(new Parcels.Fill("e", 1)));
    }

    @Test
    void scheduledEvent() {
        application().getComponent(EventScheduler.class).schedule(Duration.ofMillis(100), new Parcels.Overdue("f"));
        await(() -> projection().isOverdue("f"));
    }

    @Test
    void saga() {
        send(new Parcels.Send("g"));
        await(() -> projection().isLabelled("g"));
    }
}
