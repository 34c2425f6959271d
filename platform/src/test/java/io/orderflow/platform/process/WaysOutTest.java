package io.orderflow.platform.process;

import static io.orderflow.platform.process.WholeProcess.CUP;
import static io.orderflow.platform.process.WholeProcess.ORDER;
import static io.orderflow.platform.process.WholeProcess.POT;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentEvent.PaymentAskedAgain;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptureRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentRefunded;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoidRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import io.orderflow.saga.SagaCommand.RetryStep;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.platform.process.Cell.Away;
import io.orderflow.platform.process.Cell.Request;
import io.orderflow.platform.process.Cell.Stage;
import io.orderflow.service.message.CommandRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an operator is offered leads out of wherever a process stands, or is refused with the reason and the way that
 * does: at each stage, while each service is away, tried twice. The table of it is in {@code docs/ways-out.md}.
 */
class WaysOutTest {

    private static final int MAX_ROUNDS_TO_REST = 100;
    private static final int MAX_WAYS = 4;
    private static final Money TOTAL = Money.of("42.50", "USD");
    private static final Set<Class<? extends PaymentEvent>> LEDGER_IS_ASKED = Set.of(PaymentRequested.class,
            PaymentCaptureRequested.class, PaymentVoidRequested.class, PaymentRefundRequested.class,
            PaymentAskedAgain.class);
    private static final Path TABLE = Path.of("..", "docs", "ways-out.md");

    static Stream<Cell> cells() {
        return Arrays.stream(Stage.values())
                .flatMap(stage -> Arrays.stream(Request.values())
                        .flatMap(request -> Arrays.stream(Away.values())
                                .map(away -> new Cell(stage, request, away))));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void leadsOutOrNamesTheWayThatDoes(Cell cell) {
        try (WholeProcess process = new WholeProcess()) {
            cell.stage().arrive(process);
            cell.away().begin(process);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertAnswered(cell, send(cell.request(), cell.away(), process));
                process.runAsFarAsPossible(acting -> cell.away().leaves(process, acting));
            }

            cell.away().end(process);
            comeToRest(process);
            goOn(process, cell.request());

            assertThat(isWaiting(process)).as("%s", process.saga()).isFalse();
            assertBooks(process);
        }
    }

    static Stream<Cell> cellsWithLetters() {
        return cells().filter(cell -> EnumSet.of(Away.STOCK, Away.PAYMENT, Away.LEDGER).contains(cell.away()))
                .filter(cell -> cell.request() != Request.GIVE_UP);
    }

    /**
     * A letter that is given up loses no more than its request: whatever comes before or after it, it is asked again.
     */
    @ParameterizedTest
    @MethodSource("cellsWithLetters")
    void leadsOutAlsoWhereLettersAreGivenUp(Cell cell) {
        try (WholeProcess process = new WholeProcess()) {
            cell.stage().arrive(process);
            cell.away().begin(process);
            for (Request request : List.of(Request.GIVE_UP, cell.request(), Request.GIVE_UP)) {
                send(request, cell.away(), process);
                process.runAsFarAsPossible(acting -> cell.away().leaves(process, acting));
            }

            cell.away().end(process);
            comeToRest(process);
            goOn(process, cell.request());

            assertThat(isWaiting(process)).as("%s", process.saga()).isFalse();
            assertBooks(process);
        }
    }

    /**
     * A person asks for more than is taken without progress, while the stock and then nobody else is there to answer.
     */
    @ParameterizedTest
    @EnumSource(value = Stage.class, names = {"RESERVING", "AUTHORIZING", "CONFIRMING", "AWAITING", "DELIVERING",
            "REJECTING", "CANCELLING"})
    void namesAWayThatLeadsOutAlsoAfterTooManyRequests(Stage stage) {
        try (WholeProcess process = new WholeProcess()) {
            stage.arrive(process);
            Refusal refused = null;
            while (refused == null) {
                refused = send(Request.RETRY, Away.NOBODY, process);
            }

            assertThat(refused.detail()).contains("without progress");
            for (Request way : waysIn(refused)) {
                send(way, Away.NOBODY, process);
            }
            comeToRest(process);

            assertThat(isWaiting(process)).as("%s", process.saga()).isFalse();
            assertBooks(process);
        }
    }

    @Test
    void isTheTableInTheDocuments() throws IOException {
        String table = Arrays.stream(Stage.values()).map(WaysOutTest::row).collect(Collectors.joining("\n"));

        assertThat(Files.readString(TABLE)).contains(table);
    }

    private static String row(Stage stage) {
        return Arrays.stream(Request.values())
                .map(request -> answerAt(stage, request))
                .collect(Collectors.joining(" | ", "| " + stage + " | ", " |"));
    }

    private static String answerAt(Stage stage, Request request) {
        try (WholeProcess process = new WholeProcess()) {
            stage.arrive(process);
            Refusal refused = send(request, Away.NOBODY, process);
            if (refused == null) {
                return "taken";
            }
            String ways = waysIn(refused).stream().map(Request::name).collect(Collectors.joining(", "));
            return refused.code().status() + (ways.isEmpty() ? "" : ": " + ways);
        }
    }

    /** Null where it was taken, or nobody was reached. */
    private static Refusal send(Request request, Away away, WholeProcess process) {
        try {
            request.send(process, away);
            return null;
        } catch (RuntimeException failed) {
            return CommandRefused.refusalIn(failed).orElseGet(() -> unanswered(request, away, failed));
        }
    }

    private static Refusal unanswered(Request request, Away away, RuntimeException failed) {
        assertThat(new Cell(Stage.RESERVING, request, away).reachesNobody()).as("%s", failed).isTrue();
        return null;
    }

    private static void assertAnswered(Cell cell, Refusal refused) {
        if (refused != null) {
            assertThat(refused.detail()).as("%s", cell).containsPattern("o1");
            assertThat(refused.code()).isIn(ProblemCode.WRONG_STATE, ProblemCode.NOT_FOUND);
        }
    }

    /**
     * Asks for the same, and where that is refused for what the refusal names, until nothing is waited for. Who has
     * given up a letter or repeated a shipment, which asks for nothing more, begins with a retry.
     */
    private static void goOn(WholeProcess process, Request request) {
        Request next = EnumSet.of(Request.GIVE_UP, Request.SHIP).contains(request) ? Request.RETRY : request;
        for (int way = 0; isWaiting(process) && way < MAX_WAYS; way++) {
            Refusal refused = send(next, Away.NOBODY, process);
            if (refused != null) {
                List<Request> ways = waysIn(refused);
                assertThat(ways).as("the way that %s names", refused).isNotEmpty();
                next = ways.get(way % ways.size());
            }
            comeToRest(process);
        }
    }

    private static List<Request> waysIn(Refusal refused) {
        return Arrays.stream(Request.values())
                .filter(request -> refused.detail().contains(request.route))
                .toList();
    }

    private static void comeToRest(WholeProcess process) {
        process.run();
        for (int round = 0; process.passDeadline(); round++) {
            assertThat(round).as("rounds until all deadlines have passed").isLessThan(MAX_ROUNDS_TO_REST);
            process.run();
        }
    }

    /** What {@code stuckFor} lists after a while, besides orders that wait for their shipment; and what was skipped. */
    private static boolean isWaiting(WholeProcess process) {
        Set<SagaStep> rest = Set.of(SagaStep.AWAITING_SHIPMENT, SagaStep.COMPLETED, SagaStep.COMPENSATED);
        List<PaymentEvent> payments = process.events(PaymentEvent.class);
        return !rest.contains(process.saga().step())
                || !payments.isEmpty() && LEDGER_IS_ASKED.contains(payments.getLast().getClass())
                || holdsAnythingAfterItsEnd(process);
    }

    private static boolean holdsAnythingAfterItsEnd(WholeProcess process) {
        Books books = Books.of(process.events(StockEvent.class), process.events(AccountEvent.class));
        return process.saga().step() != SagaStep.AWAITING_SHIPMENT
                && !(books.held().isZero() && books.reserved().values().stream().allMatch(units -> units == 0));
    }

    private static void assertBooks(WholeProcess process) {
        Books books = Books.of(process.events(StockEvent.class), process.events(AccountEvent.class));
        List<PaymentEvent> payments = process.events(PaymentEvent.class);
        switch (process.events(OrderEvent.class).getLast()) {
            case OrderConfirmed confirmed -> {
                assertThat(books.reserved()).containsEntry(CUP, 2).containsEntry(POT, 1);
                assertThat(books.held()).isEqualTo(TOTAL);
                assertThat(payments.getLast()).isInstanceOf(PaymentAuthorized.class);
            }
            case OrderShipped shipped -> {
                assertNothingHeld(books);
                assertThat(books.onHand()).containsEntry(CUP, 8).containsEntry(POT, 9);
                assertThat(payments.getLast()).isInstanceOfAny(PaymentCaptured.class, PaymentRefunded.class);
            }
            case OrderRejected rejected -> assertUndone(books, payments);
            case OrderCancelled cancelled -> assertUndone(books, payments);
            case OrderPlaced placed -> throw new AssertionError(ORDER + " was never decided");
            case OrderRefunded refunded -> throw new AssertionError("Nobody tells the order of its refund here");
        }
    }

    private static void assertUndone(Books books, List<PaymentEvent> payments) {
        assertNothingHeld(books);
        assertThat(books.balance()).isEqualTo(Money.of("100.00", "USD"));
        assertThat(payments).satisfiesAnyOf(none -> assertThat(none).isEmpty(),
                some -> assertThat(some.getLast()).isInstanceOfAny(PaymentVoided.class, PaymentDeclined.class));
    }

    private static void assertNothingHeld(Books books) {
        assertThat(books.reserved().values()).allMatch(units -> units == 0);
        assertThat(books.held().isZero()).isTrue();
    }
}
