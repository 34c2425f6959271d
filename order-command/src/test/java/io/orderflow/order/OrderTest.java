package io.orderflow.order;

import static io.orderflow.order.OrderFixture.ACCOUNT;
import static io.orderflow.order.OrderFixture.CUSTOMER;
import static io.orderflow.order.OrderFixture.LINES;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.cancelled;
import static io.orderflow.order.OrderFixture.confirmed;
import static io.orderflow.order.OrderFixture.placeOrder;
import static io.orderflow.order.OrderFixture.placed;
import static io.orderflow.order.OrderFixture.rejected;
import static io.orderflow.order.OrderFixture.shipped;

import io.orderflow.api.message.CommandResult;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ConfirmOrder;
import io.orderflow.api.order.OrderCommand.PlaceOrder;
import io.orderflow.api.order.OrderCommand.RejectOrder;
import io.orderflow.api.order.OrderCommand.ShipOrder;
import io.orderflow.api.order.OrderCommand.VerifyShipment;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import java.time.Instant;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final CancelOrder CANCEL = new CancelOrder(ORDER, "changed my mind");
    private static final ConfirmOrder CONFIRM = new ConfirmOrder(ORDER);
    private static final RejectOrder REJECT = new RejectOrder(ORDER, RejectionReason.OUT_OF_STOCK);
    private static final ShipOrder SHIP = new ShipOrder(ORDER, "DHL", "T-1");

    private static TestExecutor<Order> given(Object... events) {
        return new AggregateTestFixture<>(Order.class).given(events);
    }

    @Nested
    class Unplaced {

        @Test
        void isPlacedWithTheTotalOfItsLines() {
            given().when(placeOrder()).expectEvents(placed()).expectResultMessagePayload(new CommandResult(0));
        }

        @Test
        void cannotBeConfirmedRejectedCancelledOrShipped() {
            for (Object command : new Object[]{CONFIRM, REJECT, CANCEL, SHIP}) {
                given().when(command).expectNoEvents().expectException(AggregateNotFoundException.class);
            }
        }
    }

    @Nested
    class Placed {

        @Test
        void isNotPlacedASecondTime() {
            given(placed()).when(placeOrder()).expectNoEvents().expectResultMessagePayload(new CommandResult(0));
        }

        @Test
        void refusesOtherContentUnderTheSameId() {
            given(placed())
                    .when(new PlaceOrder(ORDER, CUSTOMER, ACCOUNT, LINES.subList(0, 1)))
                    .expectNoEvents()
                    .expectException(OrderAlreadyPlaced.class)
                    .expectExceptionDetails(
                            new Refusal(ProblemCode.ALREADY_EXISTS, "Order o1 was placed before, with other content"));
        }

        @Test
        void isConfirmed() {
            given(placed()).when(CONFIRM).expectEvents(confirmed()).expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void isRejected() {
            given(placed()).when(REJECT).expectEvents(rejected(RejectionReason.OUT_OF_STOCK));
        }

        @Test
        void isCancelled() {
            given(placed()).when(CANCEL).expectEvents(cancelled());
        }

        @Test
        void isNotShippedBeforeItIsConfirmed() {
            given(placed())
                    .when(SHIP)
                    .expectNoEvents()
                    .expectException(OrderNotConfirmed.class)
                    .expectExceptionDetails(new Refusal(ProblemCode.WRONG_STATE, "Order o1 is not confirmed yet"));
        }
    }

    @Nested
    class Confirmed {

        @Test
        void doesNotSayThatItIsShipped() {
            given(placed(), confirmed()).when(new VerifyShipment(ORDER)).expectNoEvents()
                    .expectException(OrderNotShipped.class);
        }

        @Test
        void isNotConfirmedASecondTime() {
            given(placed(), confirmed()).when(CONFIRM).expectNoEvents()
                    .expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void isNotPlacedASecondTime() {
            given(placed(), confirmed()).when(placeOrder()).expectNoEvents()
                    .expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void isShipped() {
            given(placed(), confirmed()).when(SHIP).expectEvents(shipped());
        }

        @Test
        void isCancelled() {
            given(placed(), confirmed()).when(CANCEL).expectEvents(cancelled());
        }

        @Test
        void isRejectedWhereTheSagaGaveUpWaitingForTheConfirmation() {
            given(placed(), confirmed())
                    .when(new RejectOrder(ORDER, RejectionReason.TIMED_OUT))
                    .expectEvents(rejected(RejectionReason.TIMED_OUT));
        }
    }

    @Nested
    class Shipped {

        private TestExecutor<Order> shippedOrder() {
            return given(placed(), confirmed(), shipped());
        }

        @Test
        void isNotShippedASecondTime() {
            shippedOrder().when(SHIP).expectNoEvents().expectResultMessagePayload(new CommandResult(2));
        }

        @Test
        void saysThatItIsShippedAndNothingElse() {
            shippedOrder().when(new VerifyShipment(ORDER)).expectNoEvents().expectSuccessfulHandlerExecution();
        }

        @Test
        void refusesAnotherTrackingNumber() {
            shippedOrder()
                    .when(new ShipOrder(ORDER, "DHL", "T-2"))
                    .expectNoEvents()
                    .expectException(OrderAlreadyShippedOtherwise.class);
        }

        @Test
        void cannotBeCancelled() {
            shippedOrder()
                    .when(CANCEL)
                    .expectNoEvents()
                    .expectException(OrderAlreadyShipped.class)
                    .expectExceptionDetails(new Refusal(ProblemCode.WRONG_STATE,
                            "Order o1 has been shipped; POST /payments/o1/refund gives its money back"));
        }

        @Test
        void cannotBeRejected() {
            shippedOrder().when(REJECT).expectNoEvents().expectException(OrderAlreadyShipped.class);
        }

        @Test
        void takesARepeatedConfirmationForWhatItIs() {
            shippedOrder().when(CONFIRM).expectNoEvents().expectResultMessagePayload(new CommandResult(2));
        }
    }

    @Nested
    class Rejected {

        private TestExecutor<Order> rejectedOrder() {
            return given(placed(), rejected(RejectionReason.OUT_OF_STOCK));
        }

        @Test
        void isNotRejectedASecondTime() {
            rejectedOrder().when(REJECT).expectNoEvents().expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void cannotBeConfirmedCancelledOrShipped() {
            for (Object command : new Object[]{CONFIRM, CANCEL, SHIP}) {
                rejectedOrder()
                        .when(command)
                        .expectNoEvents()
                        .expectException(OrderRejectedBefore.class)
                        .expectExceptionDetails(new Refusal(ProblemCode.WRONG_STATE, "Order o1 was rejected"));
            }
        }
    }

    @Nested
    class Cancelled {

        private TestExecutor<Order> cancelledOrder() {
            return given(placed(), cancelled());
        }

        @Test
        void isNotCancelledASecondTimeWhateverTheReason() {
            cancelledOrder()
                    .when(new CancelOrder(ORDER, "too late"))
                    .expectNoEvents()
                    .expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void isClosedAlreadyForARejectionThatCameLater() {
            cancelledOrder().when(REJECT).expectNoEvents().expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void cannotBeConfirmedOrShipped() {
            for (Object command : new Object[]{CONFIRM, SHIP}) {
                cancelledOrder()
                        .when(command)
                        .expectNoEvents()
                        .expectException(OrderCancelledBefore.class)
                        .expectExceptionDetails(new Refusal(ProblemCode.WRONG_STATE, "Order o1 was cancelled"));
            }
        }
    }

    @Nested
    class Refunded {

        private static final Instant AT = Instant.parse("2026-11-25T08:00:00Z");
        private static final RecordRefund REFUND = new RecordRefund(ORDER, AT);
        private static final OrderRefunded REFUNDED = new OrderRefunded(ORDER, CUSTOMER, placed().total(), AT);

        @Test
        void isToldOfItAfterItsShipment() {
            given(placed(), confirmed(), shipped()).when(REFUND).expectEvents(REFUNDED);
        }

        @Test
        void isToldOfItOnce() {
            given(placed(), confirmed(), shipped(), REFUNDED).when(new RecordRefund(ORDER, AT.plusSeconds(1)))
                    .expectNoEvents().expectSuccessfulHandlerExecution();
        }

        @Test
        void isNotBeforeItIsShipped() {
            given(placed(), confirmed()).when(REFUND).expectNoEvents().expectException(OrderNotShipped.class);
        }
    }
}
