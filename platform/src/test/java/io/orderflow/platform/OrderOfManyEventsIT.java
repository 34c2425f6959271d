package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.SagaId;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.platform.demo.Api;
import io.orderflow.saga.OrderSaga;
import io.orderflow.service.aggregate.Aggregates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An order whose process was retried some ten thousand times, as was possible before there was a limit. */
@Tag("alone")
class OrderOfManyEventsIT {

    private static final int RETRIES = 26_000;
    private static final int EVENTS_A_TRANSACTION = 1_000;
    private static final Duration COLD_LOAD_LIMIT = Duration.ofMillis(20);
    private static final Duration SHORT_PAGE_LIMIT = Duration.ofSeconds(2);
    private static final Duration PAGE_LIMIT = Duration.ofSeconds(10);
    private static final int LOADS = 50;
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(OrderOfManyEventsIT.class);
    private static final OrderId ORDER = new OrderId("o1");
    private static final String SAGA = new SagaId(ORDER).toString();

    @RegisterExtension
    final RunningPlatform platform = RunningPlatform.own();
    private final Api api = platform.api();
    private final PlatformClient client = platform.client("c1");

    @BeforeEach
    void stockUp() {
        client.list("PEN", "Pen", "2.00", 10);
        client.open("ada", "Ada", "USD", "100.00");
        client.place("o1", "ada", line("PEN", 1, "2.00"));
        client.awaitStep("o1", "AWAITING_SHIPMENT");
    }

    @Test
    void isLoadedAndShownInNoTime() {
        // given
        retry(RETRIES);
        Duration before = coldLoad();

        // when
        api.post("/orders/o1/shipment", Map.of()).expect(200);
        client.awaitStep("o1", "COMPLETED");

        // then
        await().atMost(SOON).until(() -> newestSnapshot() >= RETRIES);
        Duration after = IntStream.range(0, LOADS).mapToObj(load -> coldLoad()).min(Duration::compareTo).orElseThrow();
        LOG.info("A process of {} events is loaded in {} ms without a snapshot, in {} ms with one", RETRIES,
                before.toMillis(), after.toMillis());
        assertThat(after).isLessThan(COLD_LOAD_LIMIT);
        for (String moment : List.of("v0", "v1", String.valueOf(position()), "2999-01-01")) {
            long start = System.nanoTime();
            api.get("/orders/o1?asOf=" + moment).expect(200);
            LOG.info("The order as of {} is shown in {} ms", moment, (System.nanoTime() - start) / 1_000_000);
        }
        showsPages("versions");
        showsPages("causes");
    }

    /** A page costs the reading of the events before it, and no look into the log. */
    private void showsPages(String what) {
        for (long after : List.of(2_000L, position() - 60)) {
            long start = System.nanoTime();
            int bytes = api.get("/orders/o1/" + what + "?limit=50&cursor=" + after).expect(200).toString().length();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            LOG.info("The {} after position {} ({} characters) are shown in {} ms", what, after, bytes,
                    took.toMillis());
            assertThat(took).isLessThan(after > 2_000 ? PAGE_LIMIT : SHORT_PAGE_LIMIT);
        }
    }

    private long position() {
        return client.read("/orders/o1").path("position").asLong();
    }

    private void retry(int times) {
        EventStore events = platform.context().getBean(EventStore.class);
        long next = events.lastSequenceNumberFor(SAGA).orElseThrow() + 1;
        List<DomainEventMessage<?>> transaction = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            transaction.add(new GenericDomainEventMessage<>("OrderSaga", SAGA, next + time,
                    new StepRetried(ORDER, SagaStep.AWAITING_SHIPMENT, "again")));
            if (transaction.size() == EVENTS_A_TRANSACTION) {
                events.publish(transaction);
                transaction.clear();
            }
        }
    }

    /** By a repository that has seen nothing yet. */
    private Duration coldLoad() {
        Repository<OrderSaga> repository = platform.context()
                .getBean(Aggregates.class)
                .repositoryOf(OrderSaga.class);
        long[] nanos = new long[1];
        DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("look")).execute(() -> {
            long start = System.nanoTime();
            repository.load(SAGA);
            nanos[0] = System.nanoTime() - start;
        });
        return Duration.ofNanos(nanos[0]);
    }

    private long newestSnapshot() {
        return platform.context()
                .getBean(AxonServerConnectionManager.class)
                .getConnection()
                .eventChannel()
                .loadSnapshots(SAGA, Long.MAX_VALUE, 1)
                .asStream()
                .mapToLong(Event::getAggregateSequenceNumber)
                .max()
                .orElse(-1);
    }
}
