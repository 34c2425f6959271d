package io.orderflow.query.history;

import static io.orderflow.query.OrderFixture.ACCOUNT;
import static io.orderflow.query.OrderFixture.MUG;
import static io.orderflow.query.OrderFixture.ORDER;
import static io.orderflow.query.OrderFixture.PAYMENT;
import static io.orderflow.query.OrderFixture.TOTAL;
import static io.orderflow.query.OrderFixture.mugReserved;
import static io.orderflow.query.OrderFixture.placed;
import static io.orderflow.query.OrderFixture.shippedOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.orderflow.api.account.AccountEvent.AccountClosed;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.query.Story;
import io.orderflow.query.history.OrderHistory.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryProjectionTest {

    private static final HistoryProjection HISTORY = new HistoryProjection();
    private static final HoldId HOLD = HoldId.of(PAYMENT);

    @ParameterizedTest
    @MethodSource("eventsOfEveryKind")
    void beginsWithAnyEventOfTheOrder(Object event, String type, String stream) {
        // given
        Story story = Story.of(event);
        // when
        OrderHistory history = story.foldedBy(HISTORY);
        // then
        assertThat(history.orderId()).isEqualTo("o-1");
        assertThat(history.placed()).isFalse();
        assertThat(history.items()).singleElement().satisfies(entry -> {
            assertThat(entry.type()).isEqualTo(type);
            assertThat(entry.aggregate()).isEqualTo(stream);
            assertThat(entry.time()).isEqualTo(story.time(0));
        });
    }

    @ParameterizedTest
    @MethodSource("eventsOfEveryKind")
    void addsAnyEventOfTheOrder(Object event, String type, String stream) {
        OrderHistory history = Story.of(placed(), event).foldedBy(HISTORY);

        assertThat(history.placed()).isTrue();
        assertThat(history.items()).extracting(Entry::type).containsExactly("order.placed", type);
    }

    static Stream<Arguments> eventsOfEveryKind() {
        List<Arguments> cases = new ArrayList<>();
        cases.add(arguments(mugReserved(), "saga.line-reserved", "saga:o-1"));
        cases.add(arguments(new PaymentAuthorized(PAYMENT, ORDER), "payment.authorized", "payment:o-1"));
        cases.add(arguments(new StockReleased(MUG, ORDER, 2), "stock.released", "stock:MUG"));
        cases.add(arguments(new HoldPlaced(ACCOUNT, HOLD, TOTAL), "account.hold-placed", "account:a-1"));
        cases.add(arguments(new HoldRefused(ACCOUNT, HOLD, TOTAL, HoldRefusal.INSUFFICIENT_FUNDS, TOTAL),
                "account.hold-refused", "account:a-1"));
        cases.add(arguments(new HoldCaptured(ACCOUNT, HOLD, TOTAL), "account.hold-captured", "account:a-1"));
        cases.add(arguments(new HoldReleased(ACCOUNT, HOLD, TOTAL), "account.hold-released", "account:a-1"));
        return cases.stream();
    }

    @Test
    void recordsWhereAnEventStandsAndWhereItCameFrom() {
        // given
        Story story = Story.of(mugReserved(), mugReserved());
        // when
        Entry second = story.foldedBy(HISTORY).items().get(1);
        // then
        assertThat(second).isEqualTo(new Entry("saga.line-reserved", story.time(1), 1L, "e-1", "saga:o-1", 1L,
                "{\"orderId\":\"o-1\",\"sku\":\"MUG\",\"name\":\"Mug\"}", "c-1", "c-2", "anna", "t-1"));
    }

    @Test
    void recordsAnEventThatIsOfNoStreamAndOfUnknownOrigin() {
        EventMessage<?> event = GenericEventMessage.asEventMessage(mugReserved());

        Entry entry = HISTORY.fold(null, event).items().get(0);

        assertThat(entry).extracting(Entry::position, Entry::aggregate, Entry::version,
                Entry::causationId).containsOnlyNulls();
    }

    @Test
    void tellsAWholeOrderInTheOrderOfItsEvents() {
        // given
        Story story = shippedOrder();
        // when
        List<Entry> items = story.foldedBy(HISTORY).items();
        // then
        assertThat(items).hasSameSizeAs(story.events());
        assertThat(items).extracting(Entry::position).containsExactlyElementsOf(LongStream.range(0,
                items.size()).boxed().toList());
        assertThat(items)
                .extracting(Entry::time)
                .containsExactlyElementsOf(IntStream.range(0, items.size()).mapToObj(story::time).toList());
    }

    @Test
    void leavesOutWhatConcernsNoOrder() {
        EventMessage<?> event = GenericEventMessage.asEventMessage(new AccountClosed(ACCOUNT));

        assertThat(HISTORY.keyOf(event)).isNull();
        assertThat(HISTORY.fold(null, event)).isNull();
    }
}
