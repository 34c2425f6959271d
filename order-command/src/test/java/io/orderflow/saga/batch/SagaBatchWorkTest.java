package io.orderflow.saga.batch;

import static io.orderflow.order.OrderFixture.ACCOUNT;
import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.CUSTOMER;
import static io.orderflow.order.OrderFixture.LINES;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.POT;
import static io.orderflow.order.OrderFixture.TOTAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.SagaId;
import io.orderflow.saga.OrderSaga;
import io.orderflow.saga.SagaCommand.RecordLineReserved;
import io.orderflow.saga.SagaCommand.StartFulfilment;
import io.orderflow.service.batch.Batch;
import io.orderflow.service.batch.BatchCounts;
import io.orderflow.service.batch.BatchOutcome;
import io.orderflow.service.batch.BatchResult;
import io.orderflow.service.batch.BatchState;
import io.orderflow.service.message.Commands;
import io.orderflow.service.message.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The request for one process of a batch. */
class SagaBatchWorkTest {

    private final Configuration axon = DefaultConfigurer.defaultConfiguration(false)
            .configureEmbeddedEventStore(configuration -> new InMemoryEventStorageEngine())
            .configureCorrelationDataProviders(configuration -> List.of(new Origin()))
            .configureAggregate(OrderSaga.class)
            .buildConfiguration();
    private final List<OrderId> retried = new ArrayList<>();
    private Commands commands;
    private SagaBatchWork work;

    @BeforeEach
    void startASaga() {
        Commands.prepare(axon.commandBus());
        axon.start();
        commands = new Commands(axon.commandGateway(), axon.eventStore());
        work = new SagaBatchWork(commands, axon.eventStore(), retried::add);
        commands.send(new StartFulfilment(ORDER, CUSTOMER, ACCOUNT, LINES, TOTAL));
    }

    @AfterEach
    void stop() {
        axon.shutdown();
    }

    @Test
    void isMadeOnceAlsoWhereItIsNotKnownWhetherItWasMade() {
        BatchResult first = work.act(batch("b1", SagaAction.RETRY), ORDER.value(), false);
        BatchResult second = work.act(batch("b1", SagaAction.RETRY), ORDER.value(), true);

        assertThat(first.outcome()).isEqualTo(BatchOutcome.ASKED);
        assertThat(second.outcome()).isEqualTo(BatchOutcome.ASKED);
        assertThat(retries()).isOne();
        assertThat(retried).containsExactly(ORDER);

        work.act(batch("b2", SagaAction.RETRY), ORDER.value(), true);
        assertThat(retries()).isEqualTo(2);
    }

    @Test
    void isResolvedOnlyWhenTheProcessHasLeftTheStep() {
        BatchResult asked = work.act(batch("b1", SagaAction.RETRY), ORDER.value(), false);
        commands.send(new RecordLineReserved(ORDER, CUP, "A cup"));
        assertThat(work.isResolved(batch("b1", SagaAction.RETRY), ORDER.value(), asked.mark())).isFalse();

        commands.send(new RecordLineReserved(ORDER, POT, "A pot"));
        assertThat(work.isResolved(batch("b1", SagaAction.RETRY), ORDER.value(), asked.mark())).isTrue();
    }

    @Test
    void isRefusedInTheWordsOfTheProcess() {
        BatchResult refused = work.act(batch("b1", SagaAction.SKIP), ORDER.value(), false);

        assertThat(refused.outcome()).isEqualTo(BatchOutcome.REFUSED);
        assertThat(refused.code()).isEqualTo("WRONG_STATE");
        assertThat(refused.detail()).contains("RESERVING_STOCK, which cannot be skipped");
        assertThat(work.act(batch("b1", SagaAction.SKIP), "nobody", false).code()).isEqualTo("NOT_FOUND");
    }

    private long retries() {
        return axon.eventStore()
                .readEvents(new SagaId(ORDER).toString())
                .asStream()
                .filter(event -> event.getPayload() instanceof StepRetried)
                .count();
    }

    private static Batch batch(String id, SagaAction action) {
        return new Batch(id, action.name(), "the stock is back", Map.of(), "ada", BatchState.RUNNING, 1,
                new BatchCounts(0, 0, 0, 0), Instant.EPOCH, null);
    }
}
