package io.orderflow.saga;

import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.saga.SagaCommand.RecordStepTimeout;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every fact and deadline, at every step: what the saga makes of it is the table in {@code docs/process-crossings.md}.
 */
class CrossingsTest {

    private static final Path TABLE = Path.of("..", "docs", "process-crossings.md");

    /** The saga's past; the last of its asks is the last event that asks. */
    private enum At {
        RESERVING(SagaStep.RESERVING_STOCK, SagaFixture.RESERVING),
        AUTHORIZING(SagaStep.AUTHORIZING_PAYMENT, SagaFixture.AUTHORIZING),
        CONFIRMING(SagaStep.CONFIRMING_ORDER, SagaFixture.CONFIRMING),
        AWAITING(SagaStep.AWAITING_SHIPMENT, SagaFixture.AWAITING),
        DELIVERING(SagaStep.DELIVERING, SagaFixture.DELIVERING),
        REJECTING(SagaStep.COMPENSATING, SagaFixture.TIMED_OUT_WHILE_CONFIRMING),
        CANCELLING(SagaStep.COMPENSATING, SagaFixture.CANCELLED_WHILE_AWAITING),
        COMPLETED(SagaStep.COMPLETED, SagaFixture.COMPLETED),
        COMPENSATED(SagaStep.COMPENSATED, SagaFixture.COMPENSATED);

        private final SagaStep step;
        private final List<SagaEvent> past;

        At(SagaStep step, List<SagaEvent> past) {
            this.step = step;
            this.past = past;
        }

        private RecordStepTimeout deadline(long ask, boolean interrupted) {
            return new RecordStepTimeout(ORDER, step, ask, interrupted);
        }
    }

    private enum Fact {
        LINE_RESERVED(at -> SagaFixture.reserved(CUP)), LINE_REFUSED(at -> SagaFixture.outOfStock(CUP)),
        LINE_RELEASED(at -> SagaFixture.released(CUP)), LINE_DISPATCHED(at -> SagaFixture.dispatched(CUP)),
        PAYMENT_AUTHORIZED(at -> SagaFixture.PAYMENT_AUTHORIZED), PAYMENT_DECLINED(at -> SagaFixture.PAYMENT_DECLINED),
        PAYMENT_CAPTURED(at -> SagaFixture.PAYMENT_CAPTURED), PAYMENT_VOIDED(at -> SagaFixture.PAYMENT_VOIDED),
        ORDER_CONFIRMED(at -> SagaFixture.ORDER_CONFIRMED), ORDER_SHIPPED(at -> SagaFixture.ORDER_SHIPPED),
        ORDER_CANCELLED(at -> SagaFixture.ORDER_CANCELLED), ORDER_REJECTED(at -> SagaFixture.ORDER_REJECTED),
        DEADLINE(at -> at.deadline(at.past.size() - 1L, false)),
        DEADLINE_AFTER_A_PAUSE(at -> at.deadline(at.past.size() - 1L, true)),
        DEADLINE_OF_ANOTHER_ASK(at -> at.deadline(-1, false));

        private final Function<At, SagaCommand> command;

        Fact(Function<At, SagaCommand> command) {
            this.command = command;
        }
    }

    @Test
    void isTheTableInTheDocuments() throws IOException {
        String table = Arrays.stream(Fact.values()).map(CrossingsTest::row).collect(Collectors.joining("\n"));

        assertThat(Files.readString(TABLE)).contains(table);
    }

    private static String row(Fact fact) {
        return Arrays.stream(At.values())
                .map(at -> outcomeOf(fact, at))
                .collect(Collectors.joining(" | ", "| " + fact + " | ", " |"));
    }

    private static String outcomeOf(Fact fact, At at) {
        try (ProcessInMemory process = new ProcessInMemory()) {
            process.happenInSaga(at.past.toArray(SagaEvent[]::new));
            process.ask(fact.command.apply(at));
            return process.sagaEvents()
                    .stream()
                    .skip(at.past.size())
                    .map(event -> event.getClass().getSimpleName())
                    .collect(Collectors.joining(", "));
        }
    }
}
