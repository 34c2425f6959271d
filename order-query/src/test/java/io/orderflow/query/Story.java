package io.orderflow.query;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.customer.CustomerEvent;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.RetryEvent.ReservationRetried;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaId;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.projection.api.Projection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.messaging.MetaData;

/** Events as the event store would hand them over: numbered in their streams and as a whole, a second apart. */
public final class Story {

    public static final Instant BEGIN = Instant.parse("2026-11-22T23:59:50Z");
    public static final MetaData ORIGIN = MetaData.with("correlationId", "c-1").and("causationId", "c-2").and("actor",
            "anna").and("traceId", "t-1");

    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<DomainEventMessage<?>> events = new ArrayList<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Instant begin;
    private MetaData origin = ORIGIN;

    private Story(Instant begin) {
        this.begin = begin;
    }

    public static Story of(Object... payloads) {
        return at(BEGIN, payloads);
    }

    public static Story at(Instant begin, Object... payloads) {
        return new Story(begin).then(payloads);
    }

    public Story then(Object... payloads) {
        for (Object payload : payloads) {
            String stream = streamOf(payload);
            long version = versions.merge(stream, 1L, Long::sum) - 1;
            int position = events.size();
            events.add(new GenericTrackedDomainEventMessage<>(new GlobalSequenceTrackingToken(position),
                    new GenericDomainEventMessage<>("test", stream, version, payload,
                            metaDataOf(payload, time(position)),
                            "e-" + position, time(position))));
        }
        return this;
    }

    /** From here on the events were caused by a command with its own cause. */
    public Story causedBy(String command, String commandCausationId) {
        origin = ORIGIN.and("command", command).and("commandCausationId", commandCausationId);
        return this;
    }

    public Instant time(int event) {
        return begin.plus(Duration.ofSeconds(event));
    }

    public List<DomainEventMessage<?>> events() {
        return List.copyOf(events);
    }

    /** Folds all events into the document of the first one's key. */
    public <D> D foldedBy(Projection<D> projection) {
        return fold(projection, events);
    }

    /** Folds all events into documents, by their keys. */
    public <D> Map<String, D> documentsOf(Projection<D> projection) {
        Map<String, D> documents = new HashMap<>();
        events.stream().filter(event -> concerns(projection, event)).forEach(event -> {
            String key = projection.keyOf(event);
            if (key != null) {
                documents.compute(key, (id, document) -> projection.fold(document, event));
            }
        });
        return documents;
    }

    /** Folds all events, each stream in its order but the streams mixed at random. */
    public <D> D foldedInAnotherOrderBy(Projection<D> projection, Random random) {
        Map<String, List<DomainEventMessage<?>>> streams = new HashMap<>();
        events.forEach(event -> streams.computeIfAbsent(event.getAggregateIdentifier(),
                stream -> new ArrayList<>()).add(event));
        List<List<DomainEventMessage<?>>> rest = new ArrayList<>(streams.values());
        List<DomainEventMessage<?>> mixed = new ArrayList<>();
        while (!rest.isEmpty()) {
            List<DomainEventMessage<?>> stream = rest.get(random.nextInt(rest.size()));
            mixed.add(stream.remove(0));
            rest.removeIf(List::isEmpty);
        }
        return fold(projection, mixed);
    }

    private static <D> D fold(Projection<D> projection, List<? extends EventMessage<?>> events) {
        String key = events.stream()
                .filter(event -> concerns(projection, event))
                .findFirst()
                .map(projection::keyOf)
                .orElseThrow();
        D document = null;
        for (EventMessage<?> event : events) {
            if (concerns(projection, event) && Objects.equals(key, projection.keyOf(event))) {
                document = projection.fold(document, event);
            }
        }
        return document;
    }

    static boolean concerns(Projection<?> projection, EventMessage<?> event) {
        return projection.eventTypes().stream().anyMatch(type -> type.isAssignableFrom(event.getPayloadType()));
    }

    /** Of the requests that a saga makes, only those to the stock tell their deadline, as in a log from older times. */
    private MetaData metaDataOf(Object payload, Instant at) {
        return payload instanceof FulfilmentStarted || payload instanceof ReservationRetried
                ? origin.and(SagaEvent.DUE, at.plus(TIMEOUT).toString())
                : origin;
    }

    private static String streamOf(Object payload) {
        return switch (payload) {
            case OrderEvent e -> e.orderId().toString();
            case SagaEvent e -> new SagaId(e.orderId()).toString();
            case PaymentEvent e -> e.paymentId().toString();
            case StockEvent e -> e.sku().toString();
            case AccountEvent e -> e.accountId().toString();
            case CustomerEvent e -> e.customerId().toString();
            default -> throw new IllegalArgumentException("Of no stream: " + payload);
        };
    }
}
