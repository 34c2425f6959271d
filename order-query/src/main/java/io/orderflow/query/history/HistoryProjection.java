package io.orderflow.query.history;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.orderflow.api.account.AccountEvent.AccountClosed;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.EntryReversed;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.HoldsOffloaded;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountEvent.MoneyWithdrawn;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.Projection;
import io.orderflow.query.history.OrderHistory.Entry;
import io.orderflow.service.message.Origin;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Collects the events that happened on behalf of each order, in every aggregate that took part. A document is a page of
 * the history, which may begin with any event.
 */
public final class HistoryProjection implements Projection<OrderHistory> {

    public static final String NAME = "history";

    /** The separator of page numbers, which no identifier of ours contains. */
    private static final char PAGE_SEPARATOR = '~';

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Revision 4, since an event names the command that caused it, plus one for each time that one of the event types
     * has changed its shape: a document has the text that the events had when they were folded, and a fresh fold gives
     * them the present text.
     */
    @Override
    public int revision() {
        return 4 + changesOf(eventTypes());
    }

    static int changesOf(Collection<Class<?>> events) {
        return events.stream().mapToInt(HistoryProjection::changesOf).sum();
    }

    private static int changesOf(Class<?> event) {
        MessageType type = event.getAnnotation(MessageType.class);
        int own = type == null ? 0 : Integer.parseInt(type.revision()) - 1;
        return event.isSealed() ? own + changesOf(List.of(event.getPermittedSubclasses())) : own;
    }

    @Override
    public Class<OrderHistory> documentType() {
        return OrderHistory.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(OrderEvent.class, SagaEvent.class, StepDeadlinePassed.class, PaymentEvent.class,
                StockEvent.ForOrder.class, HoldPlaced.class, HoldRefused.class, HoldCaptured.class, HoldReleased.class,
                MoneyDeposited.class);
    }

    /** Finds the order by names: a hold and a refund are named after their payment, and a payment after its order. */
    @Override
    public @Nullable String keyOf(EventMessage<?> event) {
        String order = orderOf(event);
        int page = pageOf(event);
        return order == null || page == 0 ? order : order + PAGE_SEPARATOR + page;
    }

    /** The page of an event, which follows from the event alone, so that it is the same in every fold. */
    private static int pageOf(EventMessage<?> event) {
        return Math.toIntExact(switch (event.getPayload()) {
            case OrderEvent e -> sequenceOf(event);
            case SagaEvent e -> sequenceOf(event);
            case PaymentEvent e -> sequenceOf(event);
            case StepDeadlinePassed e -> e.ask() == null ? 0 : e.ask();
            default -> 0;
        } / OrderHistory.EVENTS_OF_A_STREAM);
    }

    private static long sequenceOf(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> domain ? domain.getSequenceNumber() : 0;
    }

    private static @Nullable String orderOf(EventMessage<?> event) {
        return switch (event.getPayload()) {
            case OrderEvent e -> e.orderId().value();
            case SagaEvent e -> e.orderId().value();
            case StepDeadlinePassed e -> e.orderId().value();
            case PaymentEvent e -> e.orderId().value();
            case StockEvent.ForOrder e -> e.orderId().value();
            case AccountEvent e -> orderOf(e);
            default -> null;
        };
    }

    private static @Nullable String orderOf(AccountEvent event) {
        return switch (event) {
            case HoldPlaced e -> e.holdId().value();
            case HoldRefused e -> e.holdId().value();
            case HoldCaptured e -> e.holdId().value();
            case HoldReleased e -> e.holdId().value();
            case AccountOpened e -> null;
            case MoneyDeposited e -> e.transactionId().refundedPayment().map(PaymentId::value).orElse(null);
            case MoneyWithdrawn e -> null;
            case EntryReversed e -> null;
            case HoldsOffloaded e -> null;
            case AccountClosed e -> null;
        };
    }

    @Override
    public @Nullable OrderHistory fold(@Nullable OrderHistory document, EventMessage<?> event) {
        String orderId = orderOf(event);
        if (orderId == null) {
            return document;
        }
        OrderHistory history = document == null
                ? OrderHistory.empty(orderId, pageOf(event), Events.positionOf(event))
                : document;
        return history.plus(entry(event),
                event.getPayload() instanceof OrderPlaced placed ? placed.customerId().value() : null);
    }

    private static Entry entry(EventMessage<?> event) {
        DomainEventMessage<?> ofStream = event instanceof DomainEventMessage<?> domain ? domain : null;
        MetaData origin = event.getMetaData();
        HistoryItem item = new HistoryItem(event.getPayloadType().getAnnotation(MessageType.class).value(),
                event.getTimestamp(), positionOf(event), event.getIdentifier(),
                ofStream == null ? null : ofStream.getAggregateIdentifier(),
                ofStream == null ? null : ofStream.getSequenceNumber(), event.getPayload(),
                text(origin, Origin.CORRELATION_ID), text(origin, Origin.CAUSATION_ID), text(origin, Origin.ACTOR),
                text(origin, Origin.TRACE_ID), text(origin, Origin.COMMAND),
                text(origin, Origin.COMMAND_CAUSATION_ID), null, null);
        return new Entry(Events.positionOf(event), JSON.writeValueAsString(item));
    }

    private static @Nullable Long positionOf(EventMessage<?> event) {
        if (!(event instanceof TrackedEventMessage<?> tracked)) {
            return null;
        }
        OptionalLong position = tracked.trackingToken().position();
        return position.isPresent() ? position.getAsLong() : null;
    }

    private static @Nullable String text(MetaData origin, String key) {
        Object value = origin.get(key);
        return value == null ? null : value.toString();
    }

    @Override
    public boolean isPartOf(String order, String key) {
        return key.equals(order) || key.startsWith(order + PAGE_SEPARATOR);
    }

    @Override
    public List<IndexModel> indexes() {
        return List.of(new IndexModel(Indexes.ascending("orderId", "first")));
    }
}
