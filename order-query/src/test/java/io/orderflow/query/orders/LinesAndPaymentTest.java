package io.orderflow.query.orders;

import static io.orderflow.query.OrderFixture.ACCOUNT;
import static io.orderflow.query.OrderFixture.MUG;
import static io.orderflow.query.OrderFixture.ORDER;
import static io.orderflow.query.OrderFixture.PAYMENT;
import static io.orderflow.query.OrderFixture.TOTAL;
import static io.orderflow.query.OrderFixture.compensationStarted;
import static io.orderflow.query.OrderFixture.fulfilmentStarted;
import static io.orderflow.query.OrderFixture.mugReserved;
import static io.orderflow.query.OrderFixture.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.payment.PaymentEvent.PaymentAskedAgain;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptureRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRefused;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentRefunded;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoidRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.CompensationEvent.LineReleased;
import io.orderflow.api.saga.FulfilmentEvent.LineDispatched;
import io.orderflow.api.saga.FulfilmentEvent.LineRefused;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.stock.StockRefusal;
import io.orderflow.query.Story;
import io.orderflow.query.orders.OrderView.Line;
import io.orderflow.query.orders.OrderView.Payment;
import io.orderflow.query.sagas.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinesAndPaymentTest {

    private static final OrdersProjection ORDERS = new OrdersProjection();

    @Nested
    class Lines {

        @ParameterizedTest
        @MethodSource("io.orderflow.query.orders.LinesAndPaymentTest#eventsOfALine")
        void followTheStockOfTheLineAndOfNoOther(SagaEvent event, LineStock stock) {
            OrderView order = Story.of(placed(), fulfilmentStarted(), event).foldedBy(ORDERS);

            assertThat(order.lines()).extracting(Line::stock).containsExactly(stock, LineStock.PENDING);
        }

        @ParameterizedTest
        @MethodSource("io.orderflow.query.orders.LinesAndPaymentTest#eventsOfALine")
        void areNotMadeUpWhereNoneIsKnown(SagaEvent event, LineStock stock) {
            OrderView order = Story.of(event).foldedBy(ORDERS);

            assertThat(order.orderId()).isEqualTo("o-1");
            assertThat(order.lines()).isEmpty();
            assertThat(order.saga()).isNotNull();
        }

        @Test
        void beginWithTheSagaWhereTheOrderIsNotKnownYet() {
            OrderView order = Story.of(fulfilmentStarted()).foldedBy(ORDERS);

            assertThat(order.lines()).extracting(Line::sku).containsExactly("MUG", "PEN");
            assertThat(order.placedAt()).isNull();
        }

        @Test
        void getTheirNameFromTheReservation() {
            assertThat(Story.of(placed(), fulfilmentStarted(), mugReserved()).foldedBy(ORDERS).lines())
                    .extracting(Line::name)
                    .containsExactly("Mug", null);
        }

        @Test
        void stayReleasedWhenTheyTurnOutReservedLate() {
            OrderView order = Story.of(placed(), fulfilmentStarted(), compensationStarted(null),
                    new LineReleased(ORDER, MUG), new LateReservationFound(ORDER, MUG, null)).foldedBy(ORDERS);

            assertThat(order.lines().get(0).stock()).isEqualTo(LineStock.RELEASED);
        }

        @Test
        void showTheSagasProgress() {
            Story story = Story.of(placed(), fulfilmentStarted(), mugReserved());

            assertThat(story.foldedBy(ORDERS).saga()).isEqualTo(Progress.after(Progress.after(null,
                    fulfilmentStarted(), story.time(1)), mugReserved(), story.time(2)));
        }
    }

    static Stream<Arguments> eventsOfALine() {
        List<Arguments> cases = new ArrayList<>();
        cases.add(arguments(mugReserved(), LineStock.RESERVED));
        cases.add(arguments(new LineRefused(ORDER, MUG, StockRefusal.OUT_OF_STOCK), LineStock.REFUSED));
        cases.add(arguments(new LineReleased(ORDER, MUG), LineStock.RELEASED));
        cases.add(arguments(new LineDispatched(ORDER, MUG), LineStock.DISPATCHED));
        return cases.stream();
    }

    @Nested
    class Payments {

        @ParameterizedTest
        @MethodSource("io.orderflow.query.orders.LinesAndPaymentTest#eventsOfAPayment")
        void followTheirEvents(PaymentEvent event, PaymentStatus status) {
            OrderView order = Story.of(placed(), event).foldedBy(ORDERS);

            assertThat(order.payment()).extracting(Payment::paymentId, Payment::status).containsExactly("o-1", status);
            assertThat(order.version()).isZero();
        }

        @ParameterizedTest
        @MethodSource("io.orderflow.query.orders.LinesAndPaymentTest#eventsOfAPayment")
        void areKnownBeforeTheirOrder(PaymentEvent event, PaymentStatus status) {
            OrderView order = Story.of(event).foldedBy(ORDERS);

            assertThat(order.payment()).extracting(Payment::status).isEqualTo(status);
            assertThat(order.placedAt()).isNull();
        }

        @Test
        void tellForEverWhyTheyWereDeclined() {
            OrderView order = Story
                    .of(placed(), new PaymentDeclined(PAYMENT, ORDER, HoldRefusal.INSUFFICIENT_FUNDS, TOTAL),
                            new PaymentVoided(PAYMENT, ORDER))
                    .foldedBy(ORDERS);

            assertThat(order.payment()).isEqualTo(new Payment("o-1", PaymentStatus.VOIDED, "INSUFFICIENT_FUNDS"));
        }

        @Test
        void tellWhyTheyCouldNotBeGivenBack() {
            OrderView order = Story.of(placed(), new PaymentCaptured(PAYMENT, ORDER),
                    new PaymentRefundRefused(PAYMENT, ORDER, ProblemCode.ACCOUNT_CLOSED)).foldedBy(ORDERS);

            assertThat(order.payment()).isEqualTo(new Payment("o-1", PaymentStatus.CAPTURED, "ACCOUNT_CLOSED"));
        }

        @Test
        void areTestedWithEveryEvent() {
            assertThat(eventsOfAPayment().<Class<?>>map(
                    event -> event.get()[0].getClass())).containsExactlyInAnyOrderElementsOf(List.<Class<?>>of(
                            PaymentEvent.class.getPermittedSubclasses()));
        }
    }

    static Stream<Arguments> eventsOfAPayment() {
        List<Arguments> cases = new ArrayList<>();
        cases.add(arguments(new PaymentRequested(PAYMENT, ORDER, ACCOUNT, TOTAL), PaymentStatus.REQUESTED));
        cases.add(arguments(new PaymentAuthorized(PAYMENT, ORDER), PaymentStatus.AUTHORIZED));
        cases.add(arguments(new PaymentDeclined(PAYMENT, ORDER, HoldRefusal.ACCOUNT_CLOSED, null),
                PaymentStatus.DECLINED));
        cases.add(arguments(new PaymentCaptureRequested(PAYMENT, ORDER, ACCOUNT), PaymentStatus.CAPTURING));
        cases.add(arguments(new PaymentCaptured(PAYMENT, ORDER), PaymentStatus.CAPTURED));
        cases.add(arguments(new PaymentAskedAgain(PAYMENT, ORDER, ACCOUNT, TOTAL, PaymentStatus.REFUNDING),
                PaymentStatus.REFUNDING));
        cases.add(arguments(new PaymentVoidRequested(PAYMENT, ORDER, ACCOUNT), PaymentStatus.VOIDING));
        cases.add(arguments(new PaymentVoided(PAYMENT, ORDER), PaymentStatus.VOIDED));
        cases.add(arguments(new PaymentRefundRequested(PAYMENT, ORDER, ACCOUNT, TOTAL), PaymentStatus.REFUNDING));
        cases.add(arguments(new PaymentRefunded(PAYMENT, ORDER), PaymentStatus.REFUNDED));
        cases.add(arguments(new PaymentRefundRefused(PAYMENT, ORDER, ProblemCode.ACCOUNT_CLOSED),
                PaymentStatus.CAPTURED));
        return cases.stream();
    }
}
