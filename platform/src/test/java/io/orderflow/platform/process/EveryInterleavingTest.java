package io.orderflow.platform.process;

import static io.orderflow.platform.process.WholeProcess.ACCOUNT;
import static io.orderflow.platform.process.WholeProcess.CUP;
import static io.orderflow.platform.process.WholeProcess.CUSTOMER;
import static io.orderflow.platform.process.WholeProcess.LINES;
import static io.orderflow.platform.process.WholeProcess.ORDER;
import static io.orderflow.platform.process.WholeProcess.POT;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.OpenAccount;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.PlaceOrder;
import io.orderflow.api.order.OrderCommand.ShipOrder;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.payment.PaymentCommand.RetryPayment;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.saga.SagaCommand.CancelFulfilment;
import io.orderflow.saga.SagaCommand.RetryStep;
import io.orderflow.saga.SagaCommand.SkipStep;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand.ChangePrice;
import io.orderflow.api.stock.StockCommand.ListProduct;
import io.orderflow.api.stock.StockCommand.ReceiveStock;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.platform.process.UnreliableBus.Mode;
import io.orderflow.query.sagas.SagaView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.axonframework.common.AxonException;
import org.jspecify.annotations.Nullable;

/**
 * Whatever comes between the events of an order (its customer, its warehouse, an operator, deadlines at any moment,
 * crashes after which events are handled again, old instances that come back, commands and answers that are lost), it
 * comes to rest, and then every unit of stock and every cent is where the order's end says. All aggregates, the saga,
 * its manager and the payment policy are the real ones.
 */
class EveryInterleavingTest {

    private static final int TRIES = 500;
    private static final int MAX_ROUNDS_TO_REST = 100;
    private static final int STOCK = 10;
    private static final Money BALANCE = Money.of("100.00", "USD");
    private static final Money TOTAL = Money.of("42.50", "USD");
    private static final String WHY = "it is stuck";

    /** What can happen next; handling the next event is there more than once to be the likeliest. */
    enum Happening {
        NEXT_EVENT, NEXT_EVENT_TOO, NEXT_EVENT_AS_WELL, NEXT_EVENT_OF_THE_POLICY, NEXT_EVENT_OF_THE_POLICY_TOO,
        NEXT_EVENT_OF_THE_STOCK, NEXT_EVENT_OF_THE_STOCK_TOO, NEXT_EVENT_OF_THE_PAYMENTS,
        NEXT_EVENT_OF_THE_PAYMENTS_TOO,
        CUSTOMER_CANCELS, WAREHOUSE_SHIPS, OPERATOR_RETRIES, OPERATOR_SKIPS, OPERATOR_CANCELS, STEP_TIMES_OUT,
        DEADLINE_PASSES, OLD_DEADLINE_COMES, PLATFORM_STANDS_STILL, PLATFORM_ACTS, MANAGER_CRASHES, STOCK_CRASHES,
        PAYMENTS_CRASH, POLICY_CRASHES, EVERYTHING_IS_HANDLED_AGAIN, OLD_MANAGER_COMES_BACK,
        OLD_POLICY_COMES_BACK, OLD_STOCK_COMES_BACK, OLD_PAYMENTS_COME_BACK, PAYMENT_IS_ASKED_AGAIN, COMMAND_IS_LOST,
        ANSWER_IS_LOST, COMMANDS_FAIL, ANSWERS_FAIL, COMMANDS_PASS,
        STOCK_ARRIVES, PRICE_CHANGES, MONEY_ARRIVES
    }

    /** What holds from the beginning. */
    enum Circumstance {
        OUT_OF_STOCK, OUT_OF_MONEY, UNKNOWN_ACCOUNT, UNKNOWN_PRODUCT, EAGER_WAREHOUSE
    }

    /** With a number that says which event, where that matters. */
    record Step(Happening what, int number) {}

    @Property(tries = TRIES)
    void comesToRestAndHoldsWhatItShould(@ForAll Set<Circumstance> world, @ForAll @IntRange(max = 40) int undisturbed,
            @ForAll @Size(max = 60) List<Happening> happenings, @ForAll @IntRange(max = 1_000) int seed) {
        try (WholeProcess process = new WholeProcess()) {
            prepare(process, world);
            process.ask(new PlaceOrder(ORDER, CUSTOMER, ACCOUNT, LINES));
            for (int event = 0; event < undisturbed; event++) {
                process.manager().handleNext();
                process.stock().handleNext();
                process.payments().handleNext();
                process.policy().handleNext();
            }
            for (int i = 0; i < happenings.size(); i++) {
                happen(process, new Step(happenings.get(i), seed + i * 7));
                if (world.contains(Circumstance.EAGER_WAREHOUSE)) {
                    happen(process, new Step(Happening.WAREHOUSE_SHIPS, 0));
                }
            }

            Books before = Books.of(process.events(StockEvent.class), process.events(AccountEvent.class));
            comeToRest(process);

            assertThat(before.reserved().values()).allMatch(units -> units >= 0);
            assertAtRest(process, world);
        }
    }

    private static void prepare(WholeProcess process, Set<Circumstance> world) {
        list(process, CUP, "9.00", STOCK);
        if (!world.contains(Circumstance.UNKNOWN_PRODUCT)) {
            list(process, POT, "24.50", world.contains(Circumstance.OUT_OF_STOCK) ? 0 : STOCK);
        }
        if (!world.contains(Circumstance.UNKNOWN_ACCOUNT)) {
            process.ask(new OpenAccount(ACCOUNT, "Ada", "USD"));
            if (!world.contains(Circumstance.OUT_OF_MONEY)) {
                deposit(process, "first");
            }
        }
    }

    private static void list(WholeProcess process, Sku sku, String price, int quantity) {
        process.ask(new ListProduct(sku, "A thing", Money.of(price, "USD")));
        if (quantity > 0) {
            process.ask(new ReceiveStock(sku, quantity, new ReceiptId("first")));
        }
    }

    private static void deposit(WholeProcess process, String transaction) {
        process.ask(new Deposit(ACCOUNT, BALANCE, new TransactionId(transaction), DepositSource.CASH));
    }

    private static void happen(WholeProcess process, Step step) {
        switch (step.what()) {
            case NEXT_EVENT, NEXT_EVENT_TOO, NEXT_EVENT_AS_WELL -> process.manager().handleNext();
            case NEXT_EVENT_OF_THE_POLICY, NEXT_EVENT_OF_THE_POLICY_TOO -> process.policy().handleNext();
            case NEXT_EVENT_OF_THE_STOCK, NEXT_EVENT_OF_THE_STOCK_TOO -> process.stock().handleNext();
            case NEXT_EVENT_OF_THE_PAYMENTS, NEXT_EVENT_OF_THE_PAYMENTS_TOO -> process.payments().handleNext();
            case OLD_DEADLINE_COMES -> oldDeadline(process, step.number());
            case PLATFORM_STANDS_STILL -> process.interrupt(true);
            case PLATFORM_ACTS -> process.interrupt(false);
            case STOCK_CRASHES -> process.stock().crash(1 + step.number() % 6);
            case PAYMENTS_CRASH -> process.payments().crash(1 + step.number() % 6);
            case OLD_STOCK_COMES_BACK -> process.stock().oldInstanceComesBack(step.number());
            case OLD_PAYMENTS_COME_BACK -> process.payments().oldInstanceComesBack(step.number());
            case PAYMENT_IS_ASKED_AGAIN -> ask(process,
                    () -> process.ask(new RetryPayment(PaymentId.of(ORDER))));
            case CUSTOMER_CANCELS -> ask(process, () -> process.ask(new CancelOrder(ORDER, "changed my mind")));
            case WAREHOUSE_SHIPS -> ask(process, () -> process.ask(new ShipOrder(ORDER, null, null)));
            case OPERATOR_RETRIES -> ask(process, () -> process.ask(new RetryStep(ORDER, WHY)));
            case OPERATOR_SKIPS -> ask(process, () -> process.ask(new SkipStep(ORDER, WHY)));
            case OPERATOR_CANCELS -> ask(process, () -> process.ask(new CancelFulfilment(ORDER, WHY)));
            case STEP_TIMES_OUT -> timeOut(process, process.saga());
            case DEADLINE_PASSES -> process.passDeadline();
            case MANAGER_CRASHES -> process.manager().crash(1 + step.number() % 6);
            case POLICY_CRASHES -> process.policy().crash(1 + step.number() % 6);
            case EVERYTHING_IS_HANDLED_AGAIN -> {
                process.manager().crash(Integer.MAX_VALUE);
                process.policy().crash(Integer.MAX_VALUE);
                process.stock().crash(Integer.MAX_VALUE);
                process.payments().crash(Integer.MAX_VALUE);
            }
            case OLD_MANAGER_COMES_BACK -> process.manager().oldInstanceComesBack(step.number());
            case OLD_POLICY_COMES_BACK -> process.policy().oldInstanceComesBack(step.number());
            case COMMAND_IS_LOST -> process.bus().becomeOnce(Mode.LOSE_COMMANDS);
            case ANSWER_IS_LOST -> process.bus().becomeOnce(Mode.LOSE_ANSWERS);
            case COMMANDS_FAIL -> process.bus().become(Mode.LOSE_COMMANDS);
            case ANSWERS_FAIL -> process.bus().become(Mode.LOSE_ANSWERS);
            case COMMANDS_PASS -> process.bus().become(Mode.PASS);
            case STOCK_ARRIVES -> ask(process,
                    () -> process.ask(new ReceiveStock(POT, STOCK, new ReceiptId("more"))));
            case PRICE_CHANGES -> ask(process,
                    () -> process.ask(new ChangePrice(POT, Money.of("25.00", "USD"))));
            case MONEY_ARRIVES -> ask(process, () -> deposit(process, "more"));
        }
    }

    private static void timeOut(WholeProcess process, @Nullable SagaView saga) {
        if (saga != null) {
            process.happen(new StepDeadlinePassed(ORDER, saga.step(), saga.version(), Instant.EPOCH));
        }
    }

    /** A deadline of any ask that ever was, or of a time in which asks were not told. */
    private static void oldDeadline(WholeProcess process, int number) {
        SagaView saga = process.saga();
        if (saga != null) {
            Long ask = number % 3 == 0 ? null : number % (saga.version() + 1);
            process.happen(new StepDeadlinePassed(ORDER, SagaStep.values()[number % SagaStep.values().length], ask,
                    Instant.EPOCH));
        }
    }

    /** People may be refused, or reach nobody, or not hear that they did: they have to live with that. */
    private static void ask(WholeProcess process, Runnable command) {
        try {
            command.run();
        } catch (AxonException | IllegalStateException refusedOrLost) {
            assertThat(process.events(OrderPlaced.class)).hasSize(1);
        }
    }

    private static void comeToRest(WholeProcess process) {
        process.bus().become(Mode.PASS);
        process.interrupt(false);
        process.run();
        int round = 0;
        while (process.passDeadline() || wakesTheStalled(process)) {
            assertThat(round++).as("rounds until all deadlines have passed").isLessThan(MAX_ROUNDS_TO_REST);
            process.run();
        }
    }

    private static boolean wakesTheStalled(WholeProcess process) {
        boolean stalled = process.saga().stalled();
        if (stalled) {
            process.ask(new RetryStep(ORDER, WHY));
        }
        return stalled;
    }

    private static void assertAtRest(WholeProcess process, Set<Circumstance> world) {
        Books books = Books.of(process.events(StockEvent.class), process.events(AccountEvent.class));
        SagaView saga = process.saga();
        assertNothingConfirmedIsRejected(process);
        PaymentEvent payment = process.events(PaymentEvent.class).isEmpty()
                ? null
                : process.events(PaymentEvent.class).getLast();
        switch (process.events(OrderEvent.class).getLast()) {
            case OrderPlaced placed -> throw new AssertionError("The order was never decided");
            case OrderConfirmed confirmed -> {
                assertThat(saga.step()).isEqualTo(SagaStep.AWAITING_SHIPMENT);
                assertThat(books.reserved()).isEqualTo(Map.of(CUP, 2, POT, 1));
                assertThat(books.held()).isEqualTo(TOTAL);
                assertThat(payment).isInstanceOf(PaymentAuthorized.class);
                assertNothingGone(process, books);
            }
            case OrderShipped shipped -> {
                assertThat(saga.step()).isEqualTo(SagaStep.COMPLETED);
                assertNothingHeld(books);
                assertThat(books.onHand()).isEqualTo(Map.of(CUP, STOCK - 2, POT, received(process, POT) - 1));
                assertThat(books.balance()).isEqualTo(paidIn(process).minus(TOTAL));
                assertThat(payment).isInstanceOf(PaymentCaptured.class);
            }
            case OrderRejected rejected -> assertUndone(process, books, payment);
            case OrderCancelled cancelled -> assertUndone(process, books, payment);
            case OrderRefunded refunded -> throw new AssertionError("Nobody asked for a refund");
        }
    }

    /** What was confirmed ends by its customer, its warehouse or an operator, and by no deadline. */
    private static void assertNothingConfirmedIsRejected(WholeProcess process) {
        if (!process.events(OrderConfirmed.class).isEmpty()) {
            assertThat(process.events(OrderRejected.class)).isEmpty();
        }
    }

    private static void assertUndone(WholeProcess process, Books books, @Nullable PaymentEvent payment) {
        assertThat(process.saga().step()).isEqualTo(SagaStep.COMPENSATED);
        assertNothingHeld(books);
        assertNothingGone(process, books);
        assertThat(payment == null || payment instanceof PaymentVoided || payment instanceof PaymentDeclined)
                .as("the end of a payment: %s", payment).isTrue();
    }

    private static void assertNothingHeld(Books books) {
        assertThat(books.reserved().values()).allMatch(units -> units == 0);
        assertThat(books.held().isZero()).isTrue();
    }

    private static void assertNothingGone(WholeProcess process, Books books) {
        assertThat(books.onHand()).containsEntry(CUP, STOCK);
        assertThat(books.onHand().getOrDefault(POT, 0)).isEqualTo(received(process, POT));
        assertThat(books.balance()).isEqualTo(paidIn(process));
    }

    private static int received(WholeProcess process, Sku sku) {
        return process.events(StockEvent.StockReceived.class)
                .stream()
                .filter(receipt -> receipt.sku().equals(sku))
                .mapToInt(StockEvent.StockReceived::quantity)
                .sum();
    }

    private static Money paidIn(WholeProcess process) {
        return process.events(AccountEvent.MoneyDeposited.class)
                .stream()
                .map(AccountEvent.MoneyDeposited::amount)
                .reduce(Money.zero("USD"), Money::plus);
    }
}
