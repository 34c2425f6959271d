package io.orderflow.audit;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.customer.CustomerEvent;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaId;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.ledger.Chain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;

/**
 * A log to be written by hand: each event goes to its own stream with the next sequence number, and a posting carries
 * its hash, as the ledger makes it.
 */
final class Chronicle {

    static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");

    private final List<LoggedEvent> events = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<AccountId, Chain> chains = new HashMap<>();

    static Chronicle of(Object... payloads) {
        return new Chronicle().plus(payloads);
    }

    Chronicle plus(Object... payloads) {
        for (Object payload : payloads) {
            add(streamOf(payload), payload, metaDataOf(payload));
        }
        return this;
    }

    Chronicle add(String stream, Object payload, MetaData metaData) {
        long sequence = sequences.merge(stream, 1L, Long::sum) - 1;
        events.add(logged(events.size(), stream, sequence, payload, metaData));
        return this;
    }

    /** The same without some event, the others with the numbers they had. */
    Chronicle without(Predicate<Object> which) {
        events.removeIf(event -> which.test(payloadOf(event)));
        return this;
    }

    /** The same with another event in the place of one, all its metadata kept. */
    Chronicle replacing(Object payload, Object other) {
        events.replaceAll(event -> payloadOf(event).equals(payload)
                ? logged(event.position(), event.stream(), event.sequence(), other,
                        event.readings().getFirst().getMetaData())
                : event);
        return this;
    }

    /** All events, with positions and sequence numbers as if the log had always been so. */
    Chronicle renumbered() {
        Map<String, Long> next = new HashMap<>();
        List<LoggedEvent> kept = new ArrayList<>();
        for (LoggedEvent event : events) {
            kept.add(logged(kept.size(), event.stream(), next.merge(event.stream(), 1L, Long::sum) - 1,
                    payloadOf(event), event.readings().getFirst().getMetaData()));
        }
        events.clear();
        events.addAll(kept);
        return this;
    }

    List<LoggedEvent> events() {
        return List.copyOf(events);
    }

    long head() {
        return events.getLast().position();
    }

    static Object payloadOf(LoggedEvent event) {
        return event.readings().getFirst().getPayload();
    }

    private MetaData metaDataOf(Object payload) {
        if (!(payload instanceof AccountEvent event)) {
            return MetaData.emptyInstance();
        }
        Chain before = chains.computeIfAbsent(event.accountId(), Chain::of);
        Chain after = before.after(event);
        chains.put(event.accountId(), after);
        return after.equals(before) ? MetaData.emptyInstance() : MetaData.from(after.metaData());
    }

    private static LoggedEvent logged(long position, String stream, long sequence, Object payload,
            MetaData metaData) {
        Instant at = BEGIN.plusMillis(position);
        TrackedEventMessage<?> reading = new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(position),
                new GenericDomainEventMessage<>("", stream, sequence, payload, metaData, "event-" + position, at));
        return new LoggedEvent(position, stream, sequence,
                payload.getClass().getAnnotation(MessageType.class).value(), "", at, List.of(reading), null);
    }

    private static String streamOf(Object payload) {
        return switch (payload) {
            case OrderEvent event -> event.orderId().toString();
            case SagaEvent event -> new SagaId(event.orderId()).toString();
            case StockEvent event -> event.sku().toString();
            case PaymentEvent event -> event.paymentId().toString();
            case AccountEvent event -> event.accountId().toString();
            case CustomerEvent event -> event.customerId().toString();
            default -> throw new IllegalArgumentException("No stream for " + payload);
        };
    }
}
