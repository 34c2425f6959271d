package io.orderflow.audit;

import static io.orderflow.audit.Business.ADA;
import static io.orderflow.audit.Business.CUSTOMER;
import static io.orderflow.audit.Business.LINES;
import static io.orderflow.audit.Business.PEN;
import static io.orderflow.audit.Business.TOTAL;
import static io.orderflow.audit.Business.hold;
import static io.orderflow.audit.Business.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountEvent.MoneyWithdrawn;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentRefunded;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaEvent.DeliveryRetried;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompensated;
import io.orderflow.api.saga.SagaEvent.FulfilmentStarted;
import io.orderflow.api.saga.SagaEvent.ShipmentAwaited;
import io.orderflow.api.saga.SagaId;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.service.correlation.Origin;
import io.orderflow.service.idempotency.RequestAnswered;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LogAccountsTest {

    private static final OrderId O1 = new OrderId("o1");
    private static final OrderId O2 = new OrderId("o2");
    private static final OrderId O3 = new OrderId("o3");

    @Test
    void findsNothingInAHealthyLog() {
        // when
        Findings findings = audited(Business.healthy());

        // then
        assertThat(breached(findings)).isEmpty();
        assertThat(Stream.of(Invariant.ORDERS_MOVE, Invariant.ENDS_AGREE).map(findings::checked)).containsOnly(3L);
        assertThat(findings.checked(Invariant.CHAINS_UNBROKEN)).isEqualTo(7);
        assertThat(findings.checked(Invariant.SEQUENCES_UNBROKEN)).isEqualTo(11);
    }

    /** Everywhere on its way the order is in some state that must not look like a breach while it moves. */
    @TestFactory
    Stream<DynamicTest> findsNothingWhereverTheLogIsCutWhileItMoves() {
        List<LoggedEvent> all = Business.healthy().events();
        return Stream.iterate(1, length -> length <= all.size(), length -> length + 1)
                .map(length -> DynamicTest.dynamicTest("after " + length + " events", () -> {
                    Findings findings = audited(all.subList(0, length), Chronicle.BEGIN.minusSeconds(1));
                    assertThat(breached(findings)).isEmpty();
                }));
    }

    /** The same states are breaches once nothing moves any more; only these are rest. */
    @TestFactory
    Stream<DynamicTest> findsEveryPlaceWhereAnOrderIsStuck() {
        Chronicle shop = Business.opened();
        List<Object> story = Stream.of(Business.confirmed("o1"), Business.shipped("o1"))
                .flatMap(Arrays::stream)
                .toList();
        Set<Integer> rest = Set.of(Business.confirmed("o1").length, story.size());
        return story.stream().map(shop::plus).map(Chronicle::events).toList().stream().map(events -> {
            int length = events.size() - 4;
            return DynamicTest.dynamicTest("after " + story.get(length - 1), () -> {
                Set<Invariant> found = breached(audited(events, Instant.MAX));
                assertThat(found.contains(Invariant.ORDERS_MOVE)).isEqualTo(!rest.contains(length));
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> noticesEveryEventButTheLastThatIsTakenOut() {
        List<LoggedEvent> all = Business.healthy().events();
        return all.stream().limit(all.size() - 1L).map(Chronicle::payloadOf).map(
                payload -> DynamicTest.dynamicTest(payload.toString(), () -> {
                    Chronicle log = Business.healthy().without(payload::equals);
                    assertThat(breached(audited(log))).isNotEmpty();
                }));
    }

    /** Even where positions and numbers are forged, the rest of the log tells of most of them. */
    @TestFactory
    Stream<DynamicTest> noticesMostEventsThatAreTakenOutWithoutATrace() {
        Set<String> ofNoConsequence = Set.of("ProductListed", "LineReserved", "LineDispatched", "LineReleased",
                "PaymentCollected", "PaymentReturned", "PaymentRefundRequested");
        return Business.healthy().events().stream().map(Chronicle::payloadOf)
                .filter(payload -> !ofNoConsequence.contains(payload.getClass().getSimpleName()))
                // Of these two, shipping and cancelling tell as well that the process went on.
                .filter(payload -> !payload.equals(new ShipmentAwaited(O1)) && !payload.equals(new ShipmentAwaited(O2)))
                .map(payload -> DynamicTest.dynamicTest(payload.toString(), () -> {
                    Chronicle log = Business.healthy().without(payload::equals).renumbered();
                    assertThat(breached(audited(log))).isNotEmpty();
                }));
    }

    @Nested
    class Shape {

        @Test
        void noticesAGapInTheLog() {
            Chronicle log = Business.healthy().without(new StockReleased(PEN, O2, 2)::equals);
            Finding gap = audited(log).of(finding -> finding.invariant() == Invariant.LOG_UNBROKEN).getFirst();
            assertThat(gap.position()).isEqualTo(42);
            assertThat(gap.expected()).isEqualTo("position 41");
        }

        @Test
        void noticesAGapInAStream() {
            Chronicle log = Business.healthy().without(new StockReleased(PEN, O2, 2)::equals);
            Finding gap = audited(log).of(finding -> finding.invariant() == Invariant.SEQUENCES_UNBROKEN).getFirst();
            assertThat(gap.id()).isEqualTo("stock:PEN");
            assertThat(gap.expected()).isEqualTo("sequence number 5");
            assertThat(gap.found()).isEqualTo("sequence number 6");
        }

        @Test
        void noticesAnEventThatCannotBeRead() {
            LoggedEvent event = Business.opened().events().getFirst();
            LoggedEvent unreadable = new LoggedEvent(0, event.stream(), 0, "stock.product-listed", "7", event.at(),
                    List.of(), new IllegalStateException("no such field"));
            Finding finding = audited(List.of(unreadable), Instant.MAX).of(any -> true).getFirst();
            assertThat(finding).isEqualTo(new Finding(Invariant.EVENTS_READABLE, "stock:PEN", 0, "a readable event",
                    "stock.product-listed, revision '7': no such field"));
        }
    }

    @Nested
    class OfRequests {

        private final RequestAnswered answer = new RequestAnswered("h", 201, Map.of("Location", "/orders/o1"), "{}");

        @Test
        void passesAnAnswerThatNamesAnOrder() {
            Chronicle log = Business.healthy().add("request:1", answer, MetaData.emptyInstance());
            assertThat(breached(audited(log))).isEmpty();
        }

        @Test
        void noticesASecondAnswer() {
            Chronicle log = Business.healthy().add("request:1", answer, MetaData.emptyInstance()).add("request:1",
                    answer, MetaData.emptyInstance());
            assertThat(breached(audited(log))).containsOnly(Invariant.REQUESTS_ANSWERED_ONCE);
        }

        @Test
        void noticesAnAnswerThatNamesAnOrderThatIsNotThere() {
            RequestAnswered wrong = new RequestAnswered("h", 201, Map.of("Location", "/orders/o9"), "{}");
            Chronicle log = Business.healthy().add("request:1", wrong, MetaData.emptyInstance());
            assertThat(breached(audited(log))).containsOnly(Invariant.REQUESTS_ANSWERED_ONCE);
        }

        @Test
        void noticesTwoOrdersFromOneRequest() {
            MetaData request = MetaData.with(Origin.CORRELATION_ID, "request-1");
            Chronicle log = Business.opened();
            for (String id : List.of("o1", "o2")) {
                OrderId order = new OrderId(id);
                log.add(order.toString(), new OrderPlaced(order, CUSTOMER, ADA, LINES, TOTAL), request);
            }
            assertThat(breached(audited(log.events(), Instant.MIN))).containsOnly(Invariant.REQUESTS_ANSWERED_ONCE);
        }
    }

    @Nested
    class OfOrders {

        @Test
        void noticesAProcessWithoutAnOrder() {
            Chronicle log = Business.opened().plus(new FulfilmentStarted(O1, CUSTOMER, ADA, LINES, TOTAL));
            assertThat(breached(audited(log.events(), Instant.MIN))).contains(Invariant.ORDERS_MOVE);
        }

        @Test
        void noticesAnOrderThatEndsTwice() {
            Chronicle log = Business.healthy().plus(new OrderCancelled(O1, CUSTOMER, TOTAL, "late"));
            assertThat(breached(audited(log))).contains(Invariant.ENDS_AGREE);
        }

        @Test
        void noticesAnUndoneProcessOfAShippedOrder() {
            Chronicle log = Business.opened().plus(Business.confirmed("o1"))
                    .plus(new OrderShipped(O1, CUSTOMER, TOTAL, null), new FulfilmentCompensated(O1));
            assertThat(breached(audited(log.events(), Instant.MIN))).contains(Invariant.ENDS_AGREE);
        }

        @Test
        void noticesAPaymentOfAnotherAmount() {
            PaymentRequested asked = new PaymentRequested(payment("o3"), O3, ADA, TOTAL);
            Chronicle log = Business.healthy().replacing(asked,
                    new PaymentRequested(payment("o3"), O3, ADA, Money.of("2.00", "USD")));
            assertThat(breached(audited(log))).contains(Invariant.ENDS_AGREE);
        }
    }

    /** Such a step may take half an hour, where at rest nothing may. */
    @Test
    void waitsLongerForAStepThatIsAskedForAgain() {
        Chronicle log = Business.opened().plus(Business.confirmed("o1")).plus(Business.shipped("o1")[0],
                Business.shipped("o1")[1]);
        log.add(new SagaId(O1).toString(), new DeliveryRetried(O1, List.of(PEN), true),
                MetaData.with(SagaEvent.ATTEMPT, 5));
        Instant soon = Chronicle.BEGIN.plus(Duration.ofMinutes(10));
        assertThat(breached(audited(log.events(), soon))).isEmpty();
        assertThat(breached(audited(log.events(), Chronicle.BEGIN.plus(Duration.ofMinutes(17)))))
                .containsOnly(Invariant.ORDERS_MOVE);
    }

    @Nested
    class OfStock {

        @Test
        void noticesMoreReservedThanThereIs() {
            Chronicle log = Business.healthy().replacing(new StockReceived(PEN, 10, new ReceiptId("r1")),
                    new StockReceived(PEN, 3, new ReceiptId("r1")));
            assertThat(breached(audited(log))).containsOnly(Invariant.STOCK_NOT_NEGATIVE);
        }

        @Test
        void noticesAReservationForNobody() {
            Chronicle log = Business.healthy().plus(new StockReserved(PEN, new OrderId("ghost"), 1, "Pen"));
            assertThat(breached(audited(log))).contains(Invariant.RESERVED_FOR_OPEN_LINES);
        }

        @Test
        void noticesAReservationThatOutlivesItsOrder() {
            Chronicle log = Business.healthy().plus(Business.reserved("o2"));
            assertThat(breached(audited(log))).containsOnly(Invariant.RESERVED_FOR_OPEN_LINES);
        }

        @Test
        void noticesAReservationOfAnotherQuantity() {
            Chronicle log = Business.healthy().replacing(Business.reserved("o3"), new StockReserved(PEN, O3, 1, "Pen"));
            assertThat(breached(audited(log))).containsOnly(Invariant.RESERVED_FOR_OPEN_LINES);
        }

        @Test
        void noticesAReleaseOfAnOpenLine() {
            Chronicle log = Business.healthy().plus(new StockReleased(PEN, O3, 2));
            assertThat(breached(audited(log))).containsOnly(Invariant.RESERVED_FOR_OPEN_LINES);
        }

        @Test
        void noticesGoodsThatLeaveForAnOrderThatIsNotShipped() {
            Chronicle log = Business.healthy().plus(new StockDispatched(PEN, O3, 2));
            assertThat(breached(audited(log))).contains(Invariant.ENDS_AGREE);
        }

        @Test
        void noticesAReceiptBookedTwice() {
            Chronicle log = Business.healthy().plus(new StockReceived(PEN, 10, new ReceiptId("r1")));
            assertThat(breached(audited(log))).containsOnly(Invariant.MOVED_ONCE);
        }
    }

    @Nested
    class OfMoney {

        @Test
        void noticesABalanceBelowZero() {
            Chronicle log = Business.healthy().plus(
                    new MoneyWithdrawn(ADA, Money.of("99.00", "USD"), new TransactionId("t9")));
            assertThat(breached(audited(log))).containsOnly(Invariant.BALANCES_NOT_NEGATIVE);
        }

        @Test
        void noticesAnotherCurrency() {
            Chronicle log = Business.healthy().plus(new MoneyDeposited(ADA, Money.of("1.00", "EUR"),
                    new TransactionId("t9"), DepositSource.CASH));
            assertThat(breached(audited(log))).contains(Invariant.BALANCES_NOT_NEGATIVE);
        }

        @Test
        void noticesATransactionThatHappensTwice() {
            Chronicle log = Business.healthy().plus(new MoneyDeposited(ADA, Money.of("100.00", "USD"),
                    new TransactionId("t1"), DepositSource.CASH));
            assertThat(breached(audited(log))).containsOnly(Invariant.MOVED_ONCE);
        }

        @Test
        void noticesASecondCapture() {
            Chronicle log = Business.healthy().plus(new PaymentCaptured(payment("o1"), O1));
            assertThat(breached(audited(log))).contains(Invariant.MOVED_ONCE);
        }

        @Test
        void noticesASecondRefund() {
            Chronicle log = Business.healthy().plus(new PaymentRefunded(payment("o1"), O1));
            assertThat(breached(audited(log))).contains(Invariant.MOVED_ONCE);
        }

        @Test
        void noticesASecondRefundInTheAccount() {
            Chronicle log = Business.healthy().plus(Business.refund("o1"));
            assertThat(breached(audited(log))).containsOnly(Invariant.MOVED_ONCE);
        }

        @Test
        void noticesAHoldForNobody() {
            Chronicle log = Business.healthy().plus(new HoldPlaced(ADA, hold("ghost"), TOTAL));
            assertThat(breached(audited(log))).contains(Invariant.HOLDS_FOR_OPEN_AUTHORIZATIONS);
        }

        @Test
        void noticesAHoldThatOutlivesItsPayment() {
            Chronicle log = Business.healthy().plus(new HoldPlaced(ADA, hold("o2"), TOTAL));
            assertThat(breached(audited(log))).containsOnly(Invariant.HOLDS_FOR_OPEN_AUTHORIZATIONS);
        }

        @Test
        void noticesAnAuthorizedPaymentWithoutAHold() {
            Chronicle log = Business.healthy().plus(new HoldReleased(ADA, hold("o3"), TOTAL));
            assertThat(breached(audited(log))).containsOnly(Invariant.HOLDS_FOR_OPEN_AUTHORIZATIONS);
        }

        @Test
        void noticesMoneySpentForAnOrderThatIsNotShipped() {
            Chronicle log = Business.healthy().plus(new HoldCaptured(ADA, hold("o3"), TOTAL));
            assertThat(breached(audited(log))).contains(Invariant.ENDS_AGREE,
                    Invariant.HOLDS_FOR_OPEN_AUTHORIZATIONS);
        }

        @Test
        void noticesThatTheLedgerDoesNotAddUp() {
            Chronicle log = Business.opened().plus(Business.confirmed("o1")).plus(Business.confirmed("o3"))
                    .plus(new HoldCaptured(ADA, hold("o1"), Money.of("2.00", "USD")));
            Finding off = audited(log).of(finding -> finding.invariant() == Invariant.DEBITS_EQUAL_CREDITS)
                    .getFirst();
            assertThat(off.id()).isEqualTo("holds USD");
            assertThat(off.found()).isEqualTo("4.00");
        }

        @Test
        void noticesAPostingThatWasChanged() {
            MoneyDeposited deposit = new MoneyDeposited(ADA, Money.of("100.00", "USD"), new TransactionId("t1"),
                    DepositSource.CASH);
            Chronicle log = Business.healthy().replacing(deposit,
                    new MoneyDeposited(ADA, Money.of("1000.00", "USD"), new TransactionId("t1"), DepositSource.CASH));
            Findings findings = audited(log);
            assertThat(breached(findings)).containsOnly(Invariant.CHAINS_UNBROKEN);
            assertThat(findings.breaches(Invariant.CHAINS_UNBROKEN)).isOne();
        }

        @Test
        void noticesAPostingWithoutAHash() {
            Chronicle log = Business.healthy().add(ADA.toString(),
                    new MoneyDeposited(ADA, Money.of("1.00", "USD"), new TransactionId("t9"), DepositSource.CASH),
                    MetaData.emptyInstance());
            assertThat(breached(audited(log))).containsOnly(Invariant.CHAINS_UNBROKEN);
        }
    }

    @Test
    void keepsOnlyTheFirstOfManyBreaches() {
        Chronicle log = Business.opened();
        for (int number = 0; number < Findings.MAX_KEPT + 50; number++) {
            log.plus(new StockReceived(PEN, 1, new ReceiptId("r1")));
        }
        Findings findings = audited(log);
        assertThat(findings.breaches(Invariant.MOVED_ONCE)).isEqualTo(Findings.MAX_KEPT + 50L);
        assertThat(findings.of(finding -> true)).hasSize(Findings.MAX_KEPT);
    }

    /** Of a system at rest. */
    private static Findings audited(Chronicle log) {
        return audited(log.events(), Chronicle.BEGIN.plus(Duration.ofHours(1)));
    }

    private static Findings audited(List<LoggedEvent> log, Instant quietSince) {
        Findings findings = new Findings();
        LogAccounts accounts = new LogAccounts(findings);
        log.forEach(accounts::on);
        accounts.conclude(new Ending(log.getLast().position(), quietSince, false));
        return findings;
    }

    private static Set<Invariant> breached(Findings findings) {
        return findings.of(finding -> true).stream().map(Finding::invariant).collect(Collectors.toSet());
    }
}
