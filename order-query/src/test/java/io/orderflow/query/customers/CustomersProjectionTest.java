package io.orderflow.query.customers;

import static io.orderflow.query.OrderFixture.CUSTOMER;
import static io.orderflow.query.OrderFixture.TOTAL;
import static io.orderflow.query.OrderFixture.cancelled;
import static io.orderflow.query.OrderFixture.confirmed;
import static io.orderflow.query.OrderFixture.placed;
import static io.orderflow.query.OrderFixture.refunded;
import static io.orderflow.query.OrderFixture.rejected;
import static io.orderflow.query.OrderFixture.shipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.orderflow.api.customer.CustomerEvent.CustomerEmailChanged;
import io.orderflow.api.customer.CustomerEvent.CustomerRegistered;
import io.orderflow.api.customer.CustomerEvent.CustomerRenamed;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.query.Story;
import io.orderflow.query.customers.CustomerView.RecentOrder;
import io.orderflow.query.tally.OrderCounts;
import io.orderflow.query.tally.Sum;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CustomersProjectionTest {

    private static final Sum EIGHTEEN = new Sum(new BigDecimal("18.00"), "USD");

    @Test
    void beginsWithTheFirstOrder() {
        // given
        Story story = Story.of(placed());
        // when
        CustomerView customer = story.foldedBy(new CustomersProjection());
        // then
        assertThat(customer.customerId()).isEqualTo("anna");
        assertThat(customer.orders()).isEqualTo(new OrderCounts(1, 0, 0, 0, 0, 0));
        assertThat(customer.ordered()).containsExactly(EIGHTEEN);
        assertThat(customer.spent()).isEmpty();
        assertThat(customer.lastOrders())
                .containsExactly(new RecentOrder("o-1", OrderStatus.PLACED, TOTAL, story.time(0)));
    }

    @Test
    void isNotKnownBeforeTheRegistration() {
        CustomerView customer = folded(placed());

        assertThat(customer.known()).isFalse();
        assertThat(customer.name()).isNull();
        assertThat(customer.exists()).isTrue();
    }

    @Test
    void isKnownByTheLatestNameAndAddress() {
        CustomerRegistered registered = new CustomerRegistered(CUSTOMER, "Anna", "anna@example.org");
        CustomerView customer = folded(registered, placed(), new CustomerRenamed(CUSTOMER, "Anna Bell"));
        assertThat(customer.known()).isTrue();
        assertThat(customer.name()).isEqualTo("Anna Bell");
        assertThat(customer.email()).isEqualTo("anna@example.org");
        assertThat(customer.orders().placed()).isEqualTo(1);

        assertThat(folded(placed(), registered, new CustomerEmailChanged(CUSTOMER, "a@b")).email()).isEqualTo("a@b");
        assertThat(folded(registered).exists()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("laterEvents")
    void countsWhatBecomesOfAnOrderAndUpdatesIt(Object event, OrderCounts expected, OrderStatus status) {
        CustomerView customer = folded(placed(), event);

        assertThat(customer.orders()).isEqualTo(new OrderCounts(1, expected.confirmed(), expected.shipped(),
                expected.rejected(), expected.cancelled(), expected.refunded()));
        assertThat(customer.lastOrders()).extracting(RecentOrder::status).containsExactly(status);
    }

    @ParameterizedTest
    @MethodSource("laterEvents")
    void countsWhatBecomesOfAnOrderThatItHasNotSeen(Object event, OrderCounts expected, OrderStatus status) {
        CustomerView customer = folded(event);

        assertThat(customer.orders()).isEqualTo(expected);
        assertThat(customer.lastOrders()).isEmpty();
    }

    static Stream<Arguments> laterEvents() {
        List<Arguments> cases = new ArrayList<>();
        cases.add(arguments(confirmed(), new OrderCounts(0, 1, 0, 0, 0, 0), OrderStatus.CONFIRMED));
        cases.add(arguments(shipped(), new OrderCounts(0, 0, 1, 0, 0, 0), OrderStatus.SHIPPED));
        cases.add(arguments(rejected(), new OrderCounts(0, 0, 0, 1, 0, 0), OrderStatus.REJECTED));
        cases.add(arguments(cancelled(), new OrderCounts(0, 0, 0, 0, 1, 0), OrderStatus.CANCELLED));
        return cases.stream();
    }

    @Test
    void countsMoneyAsSpentOnceItsOrderIsShipped() {
        assertThat(folded(placed(), confirmed()).spent()).isEmpty();
        assertThat(folded(placed(), confirmed(), shipped()).spent()).containsExactly(EIGHTEEN);
    }

    @Test
    void takesOffWhatWasPaidBack() {
        CustomerView customer = folded(placed(), confirmed(), shipped(), refunded());

        assertThat(customer.spent()).containsExactly(EIGHTEEN);
        assertThat(customer.refunded()).containsExactly(EIGHTEEN);
        assertThat(customer.net()).containsExactly(new Sum(new BigDecimal("0.00"), "USD"));
        assertThat(customer.orders()).isEqualTo(new OrderCounts(1, 1, 1, 0, 0, 1));
        assertThat(customer.lastOrders()).extracting(RecentOrder::status).containsExactly(OrderStatus.SHIPPED);
    }

    @Test
    void keepsTheLastTenOrdersNewestFirst() {
        // when
        CustomerView customer = folded(IntStream.rangeClosed(1, 12).mapToObj(n -> placed(new OrderId(
                "o-" + n))).toArray());
        // then
        assertThat(customer.lastOrders()).extracting(RecentOrder::orderId).containsExactly("o-12", "o-11", "o-10",
                "o-9", "o-8", "o-7", "o-6", "o-5", "o-4", "o-3");
        assertThat(customer.orders().placed()).isEqualTo(12);
    }

    private static CustomerView folded(Object... events) {
        return Story.of(events).foldedBy(new CustomersProjection());
    }
}
