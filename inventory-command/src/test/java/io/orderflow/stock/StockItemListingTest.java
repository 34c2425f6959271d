package io.orderflow.stock;

import static io.orderflow.stock.StockFixture.KETTLE;
import static io.orderflow.stock.StockFixture.NAME;
import static io.orderflow.stock.StockFixture.PRICE;
import static io.orderflow.stock.StockFixture.changePrice;
import static io.orderflow.stock.StockFixture.expectRefusal;
import static io.orderflow.stock.StockFixture.list;
import static io.orderflow.stock.StockFixture.listed;
import static io.orderflow.stock.StockFixture.priceChanged;
import static io.orderflow.stock.StockFixture.receive;
import static io.orderflow.stock.StockFixture.received;
import static io.orderflow.stock.StockFixture.refused;
import static io.orderflow.stock.StockFixture.stockOfKettles;

import io.orderflow.api.Money;
import io.orderflow.api.message.CommandResult;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.StockCommand.ListProduct;
import io.orderflow.api.stock.StockCommand.ReceiveStock;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockRefusal;
import java.util.stream.IntStream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StockItemListingTest {

    private static final Money NEW_PRICE = Money.of("19.50", "USD");

    private final AggregateTestFixture<StockItem> stock = stockOfKettles();

    @Nested
    class ListingAProduct {

        @Test
        void listsIt() {
            stock.givenNoPriorActivity().when(list()).expectEvents(listed())
                    .expectResultMessagePayload(new CommandResult(0));
        }

        @Test
        void listsItAlsoWhereAnOrderAskedForItBefore() {
            stock.given(refused(1, StockRefusal.UNKNOWN_PRODUCT))
                    .when(list())
                    .expectEvents(listed())
                    .expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void changesNothingWhenRepeated() {
            stock.given(listed(), received(5)).when(list()).expectNoEvents()
                    .expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void changesNothingWhenRepeatedAfterThePriceChanged() {
            stock.given(listed(), priceChanged(NEW_PRICE))
                    .when(list())
                    .expectNoEvents()
                    .expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void refusesAnotherNameForTheSameSku() {
            expectRefusal(stock.given(listed()).when(new ListProduct(KETTLE, "Teapot", PRICE)),
                    ProblemCode.ALREADY_EXISTS);
        }

        @Test
        void refusesAnotherPriceForTheSameSku() {
            expectRefusal(stock.given(listed()).when(new ListProduct(KETTLE, NAME, NEW_PRICE)),
                    ProblemCode.ALREADY_EXISTS);
        }
    }

    @Nested
    class ChangingAPrice {

        @Test
        void changesIt() {
            stock.given(listed())
                    .when(changePrice(NEW_PRICE))
                    .expectEvents(priceChanged(NEW_PRICE))
                    .expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void changesNothingWhereThePriceIsTheSame() {
            stock.given(listed(), priceChanged(NEW_PRICE))
                    .when(changePrice(NEW_PRICE))
                    .expectNoEvents()
                    .expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void refusesAnotherCurrency() {
            expectRefusal(stock.given(listed()).when(changePrice(Money.of("18.00", "EUR"))),
                    ProblemCode.CURRENCY_MISMATCH);
        }

        @Test
        void refusesAProductThatNobodyListed() {
            expectRefusal(stock.given(refused(1, StockRefusal.UNKNOWN_PRODUCT)).when(changePrice(PRICE)),
                    ProblemCode.NOT_FOUND);
        }

        @Test
        void findsNoProductWithoutAStream() {
            stock.givenNoPriorActivity().when(changePrice(PRICE)).expectException(AggregateNotFoundException.class);
        }
    }

    @Nested
    class ReceivingGoods {

        @Test
        void booksThem() {
            stock.given(listed()).when(receive(5)).expectEvents(received(5))
                    .expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void booksAReceiptOnce() {
            stock.given(listed(), received(5))
                    .when(receive(5))
                    .expectNoEvents()
                    .expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void refusesABookedReceiptWithAnotherQuantity() {
            expectRefusal(stock.given(listed(), received(5)).when(receive(6)), ProblemCode.ALREADY_EXISTS);
        }

        @Test
        void refusesMoreThanCanBeOnHand() {
            expectRefusal(stock.given(full()).when(receive(1)), ProblemCode.AMOUNT_TOO_LARGE);
        }

        @Test
        void refusesAProductThatNobodyListed() {
            expectRefusal(stock.given(refused(1, StockRefusal.UNKNOWN_PRODUCT)).when(receive(5)),
                    ProblemCode.NOT_FOUND);
        }

        @Test
        void findsNoProductWithoutAStream() {
            stock.givenNoPriorActivity().when(receive(5)).expectException(AggregateNotFoundException.class);
        }

        private Object[] full() {
            int receipts = StockItem.MAX_ON_HAND / ReceiveStock.MAX_QUANTITY;
            var events = new Object[receipts + 1];
            events[0] = listed();
            IntStream.rangeClosed(1, receipts).forEach(number -> events[number] = new StockReceived(KETTLE,
                    ReceiveStock.MAX_QUANTITY, new ReceiptId("full-" + number)));
            return events;
        }
    }
}
