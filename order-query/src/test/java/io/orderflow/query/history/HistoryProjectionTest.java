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
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.query.Story;
import io.orderflow.query.history.OrderHistory.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HistoryProjectionTest {

    private static final HistoryProjection HISTORY = new HistoryProjection();
    private static final JsonMapper JSON = new JsonMapper();
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
        assertThat(history.isVisibleTo(null)).isFalse();
        assertThat(itemsOf(history)).singleElement().satisfies(item -> {
            assertThat(item.get("type").asString()).isEqualTo(type);
            assertThat(item.get("aggregate").asString()).isEqualTo(stream);
            assertThat(item.get("time").asString()).isEqualTo(story.time(0).toString());
        });
    }

    @ParameterizedTest
    @MethodSource("eventsOfEveryKind")
    void addsAnyEventOfTheOrder(Object event, String type, String stream) {
        OrderHistory history = Story.of(placed(), event).foldedBy(HISTORY);

        assertThat(history.isVisibleTo(null)).isTrue();
        assertThat(itemsOf(history))
                .extracting(item -> item.get("type").asString())
                .containsExactly("order.placed", type);
    }

    private static List<JsonNode> itemsOf(OrderHistory history) {
        return history.items().stream().map(entry -> JSON.readTree(entry.json())).toList();
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
        Story story = Story.of(mugReserved()).causedBy("saga.record-line-reserved", "e-0").then(mugReserved());
        // when
        Entry second = story.foldedBy(HISTORY).items().get(1);
        // then
        assertThat(second).isEqualTo(new Entry(1, """
                {"type":"saga.line-reserved","time":"2026-11-22T23:59:51Z","position":1,"eventId":"e-1",\
                "aggregate":"saga:o-1","version":1,"payload":{"orderId":"o-1","sku":"MUG","name":"Mug"},\
                "correlationId":"c-1","causationId":"c-2","actor":"anna","traceId":"t-1",\
                "command":"saga.record-line-reserved","commandCausationId":"e-0"}"""));
    }

    @Test
    void recordsAnEventThatIsOfNoStreamAndOfUnknownOrigin() {
        EventMessage<?> event = GenericEventMessage.asEventMessage(mugReserved());

        JsonNode item = itemsOf(HISTORY.fold(null, event)).get(0);

        assertThat(List.of("position", "aggregate", "version", "causationId", "command", "commandCausationId"))
                .allSatisfy(field -> assertThat(item.get(field).isNull()).isTrue());
    }

    @Test
    void tellsAWholeOrderInTheOrderOfItsEvents() {
        // given
        Story story = shippedOrder();
        // when
        List<JsonNode> items = itemsOf(story.foldedBy(HISTORY));
        // then
        assertThat(items).hasSameSizeAs(story.events());
        assertThat(items)
                .extracting(item -> item.get("position").asLong())
                .containsExactlyElementsOf(LongStream.range(0, items.size()).boxed().toList());
        assertThat(items)
                .extracting(item -> Instant.parse(item.get("time").asString()))
                .containsExactlyElementsOf(IntStream.range(0, items.size()).mapToObj(story::time).toList());
    }

    @Test
    void beginsADocumentForEverySoManyEventsOfAStream() {
        DomainEventMessage<?> saga = Story.of(placed(), mugReserved()).events().getLast();
        assertThat(HISTORY.keyOf(saga)).isEqualTo("o-1");
        assertThat(HISTORY.keyOf(numbered(saga, 199))).isEqualTo("o-1");
        assertThat(HISTORY.keyOf(numbered(saga, 200))).isEqualTo("o-1~1");
        assertThat(HISTORY.keyOf(numbered(saga, 26_000))).isEqualTo("o-1~130");
        OrderHistory further = HISTORY.fold(null, numbered(saga, 200));
        assertThat(further.page()).isEqualTo(1);
        assertThat(further.isVisibleTo(null)).isFalse();
        assertThat(further.items()).hasSize(1);
    }

    private static EventMessage<?> numbered(DomainEventMessage<?> event, long sequence) {
        return new GenericDomainEventMessage<>(event.getType(), event.getAggregateIdentifier(), sequence,
                event.getPayload());
    }

    /** The deadline of an ask is in the document that has the ask. */
    @Test
    void hasTheDeadlinesThatPassed() {
        StepDeadlinePassed early = new StepDeadlinePassed(ORDER, SagaStep.DELIVERING, 7L, Story.BEGIN);
        StepDeadlinePassed late = new StepDeadlinePassed(ORDER, SagaStep.DELIVERING, 403L, Story.BEGIN);
        StepDeadlinePassed old = new StepDeadlinePassed(ORDER, SagaStep.DELIVERING, null, null);

        assertThat(Stream.of(early, late, old).map(GenericEventMessage::asEventMessage).map(HISTORY::keyOf))
                .containsExactly("o-1", "o-1~2", "o-1");
        assertThat(itemsOf(HISTORY.fold(null, GenericEventMessage.asEventMessage(early))).getFirst().get("type")
                .asString())
                .isEqualTo("saga.step-deadline-passed");
    }

    @Test
    void hasTheRefundAndNoOtherDeposit() {
        MoneyDeposited refund = new MoneyDeposited(ACCOUNT, TOTAL, TransactionId.refundOf(PAYMENT),
                DepositSource.REFUND);
        MoneyDeposited deposit = new MoneyDeposited(ACCOUNT, TOTAL, new TransactionId("t-1"), DepositSource.CASH);

        assertThat(HISTORY.keyOf(GenericEventMessage.asEventMessage(refund))).isEqualTo("o-1");
        assertThat(HISTORY.keyOf(GenericEventMessage.asEventMessage(deposit))).isNull();
    }

    private sealed interface StoryEvent {}

    @MessageType("told.once")
    private record Once() implements StoryEvent {}

    @MessageType(value = "told.again", revision = "3")
    private record Again() implements StoryEvent {}

    /** Otherwise documents with the text of before would stay, and differ from a fresh fold. */
    @Test
    void isRebuiltWhenAnEventThatItHoldsHasChangedItsShape() {
        assertThat(HistoryProjection.changesOf(Set.of(StoryEvent.class))).isEqualTo(2);
        assertThat(HistoryProjection.changesOf(Set.of(Once.class))).isZero();
        assertThat(HISTORY.revision()).isEqualTo(4 + HistoryProjection.changesOf(HISTORY.eventTypes()));
        assertThat(HistoryProjection.changesOf(Set.of(OrderEvent.class))).isPositive();
    }

    @Test
    void leavesOutWhatConcernsNoOrder() {
        EventMessage<?> event = GenericEventMessage.asEventMessage(new AccountClosed(ACCOUNT));

        assertThat(HISTORY.keyOf(event)).isNull();
        assertThat(HISTORY.fold(null, event)).isNull();
    }
}
