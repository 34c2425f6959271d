package io.orderflow.query.sales;

import static io.orderflow.query.OrderFixture.cancelled;
import static io.orderflow.query.OrderFixture.confirmed;
import static io.orderflow.query.OrderFixture.placed;
import static io.orderflow.query.OrderFixture.refunded;
import static io.orderflow.query.OrderFixture.rejected;
import static io.orderflow.query.OrderFixture.shipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.orderflow.query.Story;
import io.orderflow.query.tally.OrderCounts;
import io.orderflow.query.tally.Sum;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SalesProjectionTest {

    private static final SalesProjection SALES = new SalesProjection();

    @ParameterizedTest
    @MethodSource("everyEvent")
    void countsTheFirstEventOfADay(Object event, OrderCounts expected) {
        assertThat(Story.of(event).foldedBy(SALES).orders()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void countsAnotherEventOfTheDay(Object event, OrderCounts alone) {
        // when
        SalesDay day = Story.of(placed(), event).foldedBy(SALES);
        // then
        assertThat(day.orders()).isEqualTo(new OrderCounts(alone.placed() + 1, alone.confirmed(), alone.shipped(),
                alone.rejected(), alone.cancelled(), alone.refunded()));
    }

    static Stream<Arguments> everyEvent() {
        List<Arguments> cases = new ArrayList<>();
        cases.add(arguments(placed(), new OrderCounts(1, 0, 0, 0, 0, 0)));
        cases.add(arguments(confirmed(), new OrderCounts(0, 1, 0, 0, 0, 0)));
        cases.add(arguments(shipped(), new OrderCounts(0, 0, 1, 0, 0, 0)));
        cases.add(arguments(rejected(), new OrderCounts(0, 0, 0, 1, 0, 0)));
        cases.add(arguments(cancelled(), new OrderCounts(0, 0, 0, 0, 1, 0)));
        return cases.stream();
    }

    @Test
    void recognizesRevenueAtShipmentOnly() {
        assertThat(Story.of(placed(), confirmed()).foldedBy(SALES).revenue()).isEmpty();
        assertThat(Story.of(placed(), confirmed(), shipped()).foldedBy(SALES).revenue())
                .isEqualTo(List.of(new Sum(new BigDecimal("18.00"), "USD")));
    }

    @Test
    void takesARefundOffOnTheDayOnWhichItWasPaidBack() {
        // given
        Story story = Story.of(placed(), confirmed(), shipped(), refunded());
        SalesDay sold = story.foldedBy(SALES);
        SalesDay paidBack = Story.of(refunded()).foldedBy(SALES);
        // then
        Sum eighteen = new Sum(new BigDecimal("18.00"), "USD");
        assertThat(sold.refunded()).isEmpty();
        assertThat(sold.net()).containsExactly(eighteen);
        assertThat(paidBack.day()).isEqualTo("2026-11-25");
        assertThat(paidBack.orders()).isEqualTo(new OrderCounts(0, 0, 0, 0, 0, 1));
        assertThat(paidBack.refunded()).containsExactly(eighteen);
        assertThat(paidBack.net()).containsExactly(new Sum(new BigDecimal("-18.00"), "USD"));
        SalesReport report = SalesReport.of("2026-11-22", "2026-11-25", List.of(sold, paidBack));
        assertThat(report.revenue()).containsExactly(eighteen);
        assertThat(report.refunded()).containsExactly(eighteen);
        assertThat(report.net()).containsExactly(new Sum(new BigDecimal("0.00"), "USD"));
    }

    @Test
    void booksEachEventOnTheDayInUtcOnWhichItHappened() {
        // given
        Story story = Story.at(Instant.parse("2026-11-22T23:59:59Z"), placed(), confirmed());
        // then
        assertThat(story.events()).extracting(SALES::keyOf).containsExactly("2026-11-22", "2026-11-23");
        assertThat(story.foldedBy(SALES).day()).isEqualTo("2026-11-22");
    }
}
