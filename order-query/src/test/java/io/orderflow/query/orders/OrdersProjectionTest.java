package io.orderflow.query.orders;

import static io.orderflow.query.OrderFixture.ORDER;
import static io.orderflow.query.OrderFixture.TOTAL;
import static io.orderflow.query.OrderFixture.cancelled;
import static io.orderflow.query.OrderFixture.confirmed;
import static io.orderflow.query.OrderFixture.fulfilmentStarted;
import static io.orderflow.query.OrderFixture.mugReserved;
import static io.orderflow.query.OrderFixture.penReserved;
import static io.orderflow.query.OrderFixture.placed;
import static io.orderflow.query.OrderFixture.rejected;
import static io.orderflow.query.OrderFixture.shipped;
import static io.orderflow.query.OrderFixture.shippedOrder;
import static io.orderflow.query.OrderFixture.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.query.Story;
import io.orderflow.query.orders.OrderView.Line;
import io.orderflow.query.orders.OrderView.Payment;
import io.orderflow.query.sagas.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrdersProjectionTest {

    private static final OrdersProjection ORDERS = new OrdersProjection();

    @Test
    void placesAnOrder() {
        // given
        Story story = Story.of(placed());
        // when
        OrderView order = story.foldedBy(ORDERS);
        // then
        assertThat(order)
                .returns("o-1", OrderView::orderId)
                .returns("anna", OrderView::customerId)
                .returns("a-1", OrderView::accountId)
                .returns(OrderStatus.PLACED, OrderView::status)
                .returns(TOTAL, OrderView::total)
                .returns(List.of(new Line("MUG", null, 2, usd("8.00"), usd("16.00"), LineStock.PENDING),
                        new Line("PEN", null, 1, usd("2.00"), usd("2.00"), LineStock.PENDING)), OrderView::lines)
                .returns(null, OrderView::payment)
                .returns(null, OrderView::saga)
                .returns(null, OrderView::reason)
                .returns(story.time(0), OrderView::placedAt)
                .returns(story.time(0), OrderView::updatedAt)
                .returns(0L, OrderView::version);
    }

    @ParameterizedTest
    @MethodSource("laterEvents")
    void followsTheOrder(Object event, OrderStatus status, String reason) {
        // given
        Story story = Story.of(placed(), event);
        // when
        OrderView order = story.foldedBy(ORDERS);
        // then
        assertThat(order.status()).isEqualTo(status);
        assertThat(order.reason()).isEqualTo(reason);
        assertThat(order.version()).isEqualTo(1);
        assertThat(order.placedAt()).isEqualTo(story.time(0));
        assertThat(order.updatedAt()).isEqualTo(story.time(1));
    }

    @ParameterizedTest
    @MethodSource("laterEvents")
    void doesNotCountAsPlacedWithoutItsFirstEvent(Object event, OrderStatus status, String reason) {
        OrderView order = Story.of(event).foldedBy(ORDERS);

        assertThat(order.orderId()).isEqualTo("o-1");
        assertThat(order.status()).isEqualTo(status);
        assertThat(order.placedAt()).isNull();
    }

    static Stream<Arguments> laterEvents() {
        List<Arguments> cases = new ArrayList<>();
        cases.add(arguments(confirmed(), OrderStatus.CONFIRMED, null));
        cases.add(arguments(shipped(), OrderStatus.SHIPPED, null));
        cases.add(arguments(rejected(), OrderStatus.REJECTED, "OUT_OF_STOCK"));
        cases.add(arguments(cancelled(), OrderStatus.CANCELLED, "changed my mind"));
        return cases.stream();
    }

    @Test
    void keepsWhatTheSagaSaidOfTheLinesBeforeTheOrderIsPlaced() {
        OrderView order = Story.of(fulfilmentStarted(), mugReserved(), placed()).foldedBy(ORDERS);

        assertThat(order.lines()).extracting(Line::stock).containsExactly(LineStock.RESERVED, LineStock.PENDING);
        assertThat(order.status()).isEqualTo(OrderStatus.PLACED);
    }

    @Test
    void tellsTheVersionOfTheOrderAndOfNothingElse() {
        assertThat(Story.of(placed(), fulfilmentStarted(), mugReserved(), penReserved()).foldedBy(ORDERS).version())
                .isZero();
    }

    @Test
    void showsAShippedOrderWithItsPaymentItsStockAndItsProcess() {
        // given
        Story story = shippedOrder();
        // when
        OrderView order = story.foldedBy(ORDERS);
        // then
        assertThat(order.status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(order.lines()).containsExactly(new Line("MUG", "Mug", 2, usd("8.00"), usd("16.00"),
                LineStock.DISPATCHED), new Line("PEN", "Pen", 1, usd("2.00"), usd("2.00"), LineStock.DISPATCHED));
        assertThat(order.payment()).isEqualTo(new Payment("o-1", PaymentStatus.CAPTURED, null));
        assertThat(order.saga()).isEqualTo(new Progress(SagaStep.COMPLETED, List.of(), story.time(22)));
        assertThat(order.version()).isEqualTo(2);
        assertThat(order.updatedAt()).isEqualTo(story.time(22));
    }

    @RepeatedTest(50)
    void isTheSameInWhateverOrderItsStreamsAreRead(RepetitionInfo repetition) {
        // given
        Story story = shippedOrder();
        // when
        OrderView order = story.foldedInAnotherOrderBy(ORDERS, new Random(repetition.getCurrentRepetition()));
        // then
        assertThat(order).isEqualTo(story.foldedBy(ORDERS));
    }

    @Test
    void isMadeOfTheStreamsOfTheOrderItsSagaAndItsPayment() {
        assertThat(ORDERS.streamsOf(ORDER.value())).containsExactly("order:o-1", "saga:o-1", "payment:o-1");
    }
}
