package io.orderflow.stock;

import static io.orderflow.stock.StockFixture.KETTLE;
import static io.orderflow.stock.StockFixture.ORDER;
import static io.orderflow.stock.StockFixture.RECEIPT;
import static io.orderflow.stock.StockFixture.dispatch;
import static io.orderflow.stock.StockFixture.dispatched;
import static io.orderflow.stock.StockFixture.expectRefusal;
import static io.orderflow.stock.StockFixture.listed;
import static io.orderflow.stock.StockFixture.receive;
import static io.orderflow.stock.StockFixture.received;
import static io.orderflow.stock.StockFixture.refused;
import static io.orderflow.stock.StockFixture.release;
import static io.orderflow.stock.StockFixture.released;
import static io.orderflow.stock.StockFixture.reserve;
import static io.orderflow.stock.StockFixture.reserved;
import static io.orderflow.stock.StockFixture.stockOfKettles;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.ReservationEnding;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockRefusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the stock of a product does not remember any more, it finds in the register. */
class ForgottenStockTest {

    private final StockRegisterTwin register = new StockRegisterTwin();

    private TestExecutor<StockItem> kettles(StockEvent... history) {
        return kettles(Arrays.asList(history));
    }

    private TestExecutor<StockItem> kettles(List<StockEvent> history) {
        return stockOfKettles(register).given(history);
    }

    @Nested
    class AfterMoreReceiptsThanItRemembers {

        @Test
        void booksAnOldReceiptNotAgain() {
            register.with(RECEIPT, 5);

            busy().when(receive(5)).expectNoEvents().expectSuccessfulHandlerExecution();
        }

        @Test
        void refusesAnOldReceiptWithAnotherQuantity() {
            register.with(RECEIPT, 5);

            expectRefusal(busy().when(receive(6)), ProblemCode.ALREADY_EXISTS);
        }

        @Test
        void booksAReceiptThatIsNotInTheRegister() {
            busy().when(receive(5)).expectEvents(received(5));

            assertThat(register.receipts()).isEqualTo(Map.of(RECEIPT, 5));
        }

        @Test
        void asksTheRegisterOnlyForWhatItDoesNotRemember() {
            busy().when(receive("more-1", 1)).expectNoEvents().expectSuccessfulHandlerExecution();

            assertThat(register.asked()).isEmpty();
        }

        private TestExecutor<StockItem> busy() {
            List<StockEvent> history = new ArrayList<>(List.of(listed()));
            for (int i = 0; i < StockItem.MAX_RECEIPTS_REMEMBERED; i++) {
                history.add(new StockReceived(KETTLE, 1, new ReceiptId("more-" + i)));
            }
            return kettles(history);
        }
    }

    @Nested
    class AfterMoreOrdersThanItRemembers {

        @ParameterizedTest
        @EnumSource
        void reservesNothingAgainForAnOrderThatIsClosed(ReservationEnding ending) {
            register.with(ORDER, ending);

            busy().when(reserve(1)).expectNoEvents().expectSuccessfulHandlerExecution();
        }

        @Test
        void dispatchesAnOrderOnce() {
            register.with(ORDER, ReservationEnding.DISPATCHED);

            busy().when(dispatch()).expectNoEvents().expectSuccessfulHandlerExecution();
        }

        @Test
        void refusesToReleaseWhatHasLeft() {
            register.with(ORDER, ReservationEnding.DISPATCHED);

            expectRefusal(busy().when(release()), ProblemCode.WRONG_STATE);
        }

        @Test
        void refusesToDispatchWhatWasReleased() {
            register.with(ORDER, ReservationEnding.RELEASED);

            expectRefusal(busy().when(dispatch()), ProblemCode.WRONG_STATE);
        }

        @Test
        void releasesAnOrderOnce() {
            register.with(ORDER, ReservationEnding.RELEASED);

            busy().when(release()).expectNoEvents().expectSuccessfulHandlerExecution();
        }

        @Test
        void answersTheReleaseOfARefusedOrderAndHoldsNothingForIt() {
            register.with(ORDER, ReservationEnding.REFUSED);

            busy().when(release()).expectEvents(released(0));
        }

        @Test
        void reservesForAnOrderThatIsNotInTheRegisterAndEntersNothing() {
            busy().when(reserve(1)).expectEvents(reserved(1));

            assertThat(register.asked()).containsExactly(ORDER);
            assertThat(register.endings()).isEmpty();
        }

        @Test
        void asksTheRegisterNothingAboutAnOrderThatHoldsSomething() {
            busy(reserved(1)).when(dispatch()).expectEvents(dispatched(1));

            assertThat(register.asked()).isEmpty();
            assertThat(register.endings()).isEqualTo(Map.of(ORDER, ReservationEnding.DISPATCHED));
        }

        private TestExecutor<StockItem> busy(StockEvent... last) {
            List<StockEvent> history = new ArrayList<>(List.of(listed(), received(5)));
            for (int i = 0; i < Reservations.MAX_CLOSED_ORDERS; i++) {
                history.add(released(new OrderId("more-" + i), 0));
            }
            history.addAll(Arrays.asList(last));
            return kettles(history);
        }
    }

    @Nested
    class AsLongAsNothingCanBeForgotten {

        @Test
        void asksTheRegisterNothing() {
            kettles(listed(), received(5)).when(reserve(1)).expectEvents(reserved(1));

            assertThat(register.asked()).isEmpty();
        }

        @Test
        void entersAnOrderOnceThatIsRefusedAndThenReleased() {
            stockOfKettles(register).given(listed()).andGivenCommands(reserve(1)).when(release())
                    .expectEvents(released(0));

            assertThat(register.endings()).isEqualTo(Map.of(ORDER, ReservationEnding.REFUSED));
        }

        @Test
        void entersAnOrderOnceThatIsReleasedTwice() {
            stockOfKettles(register).given(listed(), received(5), reserved(2)).andGivenCommands(release())
                    .when(release()).expectNoEvents();

            assertThat(register.endings()).isEqualTo(Map.of(ORDER, ReservationEnding.RELEASED));
        }

        @Test
        void entersARefusalOfAProductThatNobodyListed() {
            stockOfKettles(register).givenNoPriorActivity().when(reserve(1))
                    .expectEvents(refused(1, StockRefusal.UNKNOWN_PRODUCT));

            assertThat(register.endings()).isEqualTo(Map.of(ORDER, ReservationEnding.REFUSED));
        }
    }
}
