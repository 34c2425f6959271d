package io.orderflow.stock;

import static io.orderflow.stock.StockFixture.KETTLE;
import static io.orderflow.stock.StockFixture.ORDER;
import static io.orderflow.stock.StockFixture.PRICE;
import static io.orderflow.stock.StockFixture.dispatch;
import static io.orderflow.stock.StockFixture.dispatched;
import static io.orderflow.stock.StockFixture.expectRefusal;
import static io.orderflow.stock.StockFixture.listed;
import static io.orderflow.stock.StockFixture.priceChanged;
import static io.orderflow.stock.StockFixture.received;
import static io.orderflow.stock.StockFixture.refused;
import static io.orderflow.stock.StockFixture.release;
import static io.orderflow.stock.StockFixture.released;
import static io.orderflow.stock.StockFixture.reserve;
import static io.orderflow.stock.StockFixture.reserved;
import static io.orderflow.stock.StockFixture.stockOfKettles;

import io.orderflow.api.Money;
import io.orderflow.api.message.CommandResult;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.stock.StockEvent.StockReservationRefused;
import io.orderflow.api.stock.StockRefusal;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StockItemReservationTest {

    private static final OrderId ANOTHER_ORDER = new OrderId("o2");

    private final AggregateTestFixture<StockItem> stock = stockOfKettles();

    private static void expectNoChange(ResultValidator<StockItem> result, long version) {
        result.expectSuccessfulHandlerExecution().expectNoEvents()
                .expectResultMessagePayload(new CommandResult(version));
    }

    private static void expectWrongState(ResultValidator<StockItem> result) {
        expectRefusal(result, ProblemCode.WRONG_STATE);
    }

    @Nested
    class Reserving {

        @Test
        void reservesEverythingThatIsAvailable() {
            stock.given(listed(), received(5))
                    .when(reserve(5))
                    .expectEvents(reserved(5))
                    .expectResultMessagePayload(new CommandResult(2));
        }

        @Test
        void refusesMoreThanIsAvailable() {
            stock.given(listed(), received(5))
                    .when(reserve(6))
                    .expectEvents(refused(6, StockRefusal.OUT_OF_STOCK))
                    .expectResultMessagePayload(new CommandResult(2));
        }

        @Test
        void countsWhatOtherOrdersHoldAsUnavailable() {
            stock.given(listed(), received(5), reserved(ANOTHER_ORDER, 3))
                    .when(reserve(3))
                    .expectEvents(refused(3, StockRefusal.OUT_OF_STOCK));
        }

        @Test
        void countsWhatWasReleasedAsAvailableAgain() {
            stock.given(listed(), received(5), reserved(ANOTHER_ORDER, 3), released(ANOTHER_ORDER, 3))
                    .when(reserve(5))
                    .expectEvents(reserved(5));
        }

        @Test
        void countsWhatWasDispatchedAsGone() {
            stock.given(listed(), received(5), reserved(3), dispatched(3))
                    .when(reserve(ANOTHER_ORDER, 3, PRICE))
                    .expectEvents(new StockReservationRefused(KETTLE, ANOTHER_ORDER, 3, StockRefusal.OUT_OF_STOCK));
        }

        @Test
        void leavesWhatWasNotDispatchedAvailable() {
            stock.given(listed(), received(5), reserved(3), dispatched(3))
                    .when(reserve(ANOTHER_ORDER, 2, PRICE))
                    .expectEvents(reserved(ANOTHER_ORDER, 2));
        }

        @Test
        void refusesAQuoteThatIsNotThePrice() {
            stock.given(listed(), received(5), priceChanged(Money.of("19.50", "USD")))
                    .when(reserve(1))
                    .expectEvents(refused(1, StockRefusal.PRICE_CHANGED));
        }

        @Test
        void refusesAQuoteInAnotherCurrency() {
            stock.given(listed(), received(5))
                    .when(reserve(ORDER, 1, Money.of("18.00", "EUR")))
                    .expectEvents(refused(1, StockRefusal.PRICE_CHANGED));
        }

        @Test
        void refusesAProductThatNobodyListed() {
            stock.givenNoPriorActivity()
                    .when(reserve(1))
                    .expectEvents(refused(1, StockRefusal.UNKNOWN_PRODUCT))
                    .expectResultMessagePayload(new CommandResult(0));
        }

        @Test
        void refusesAnUnlistedProductToTheNextOrderToo() {
            stock.given(refused(1, StockRefusal.UNKNOWN_PRODUCT))
                    .when(reserve(ANOTHER_ORDER, 1, PRICE))
                    .expectEvents(new StockReservationRefused(KETTLE, ANOTHER_ORDER, 1, StockRefusal.UNKNOWN_PRODUCT));
        }
    }

    @Nested
    class ReservingAgain {

        @Test
        void changesNothingWhileReserved() {
            expectNoChange(stock.given(listed(), received(5), reserved(2)).when(reserve(2)), 2);
        }

        @Test
        void changesNothingAfterARefusalEvenWhenStockHasArrivedSince() {
            expectNoChange(stock.given(listed(), refused(2, StockRefusal.OUT_OF_STOCK), received(5)).when(reserve(2)),
                    2);
        }

        @Test
        void changesNothingAfterARelease() {
            expectNoChange(stock.given(listed(), received(5), reserved(2), released(2)).when(reserve(2)), 3);
        }

        @Test
        void changesNothingAfterADispatch() {
            expectNoChange(stock.given(listed(), received(5), reserved(2), dispatched(2)).when(reserve(2)), 3);
        }

        @Test
        void changesNothingWhereTheReleaseOvertookIt() {
            expectNoChange(stock.given(listed(), received(5), released(0)).when(reserve(2)), 2);
        }

        @Test
        void changesNothingAsLongAsTheClosedOrderIsRemembered() {
            int others = Reservations.MAX_CLOSED_ORDERS - 1;
            expectNoChange(stock.given(releasedThen(others)).when(reserve(2)), others + 2);
        }

        private Object[] releasedThen(int others) {
            Stream<Object> before = Stream.of(listed(), received(5), released(0));
            return Stream
                    .concat(before,
                            IntStream.range(0, others).mapToObj(number -> released(new OrderId("other-" + number), 0)))
                    .toArray();
        }
    }

    @Nested
    class Releasing {

        @Test
        void givesBackWhatWasReserved() {
            stock.given(listed(), received(5), reserved(2))
                    .when(release())
                    .expectEvents(released(2))
                    .expectResultMessagePayload(new CommandResult(3));
        }

        @Test
        void answersWithZeroWhereNothingWasHeld() {
            stock.given(listed(), received(5)).when(release()).expectEvents(released(0));
        }

        @Test
        void answersWithZeroAfterARefusal() {
            stock.given(listed(), refused(2, StockRefusal.OUT_OF_STOCK)).when(release()).expectEvents(released(0));
        }

        @Test
        void answersWithZeroForAProductThatNobodyListed() {
            stock.givenNoPriorActivity()
                    .when(release())
                    .expectEvents(released(0))
                    .expectResultMessagePayload(new CommandResult(0));
        }

        @Test
        void changesNothingWhenRepeated() {
            expectNoChange(stock.given(listed(), received(5), reserved(2), released(2)).when(release()), 3);
        }

        @Test
        void refusesToReleaseWhatHasLeft() {
            expectWrongState(stock.given(listed(), received(5), reserved(2), dispatched(2)).when(release()));
        }
    }

    @Nested
    class Dispatching {

        @Test
        void sendsWhatWasReserved() {
            stock.given(listed(), received(5), reserved(2))
                    .when(dispatch())
                    .expectEvents(dispatched(2))
                    .expectResultMessagePayload(new CommandResult(3));
        }

        @Test
        void changesNothingWhenRepeated() {
            expectNoChange(stock.given(listed(), received(5), reserved(2), dispatched(2)).when(dispatch()), 3);
        }

        @Test
        void refusesAnOrderThatReservedNothing() {
            expectWrongState(stock.given(listed(), received(5), reserved(ANOTHER_ORDER, 2)).when(dispatch()));
        }

        @Test
        void refusesAnOrderThatReleasedItsReservation() {
            expectWrongState(stock.given(listed(), received(5), reserved(2), released(2)).when(dispatch()));
        }

        @Test
        void refusesAnOrderThatWasRefused() {
            expectWrongState(stock.given(listed(), refused(2, StockRefusal.OUT_OF_STOCK)).when(dispatch()));
        }

        @Test
        void findsNoProductWithoutAStream() {
            stock.givenNoPriorActivity().when(dispatch()).expectException(AggregateNotFoundException.class);
        }
    }
}
