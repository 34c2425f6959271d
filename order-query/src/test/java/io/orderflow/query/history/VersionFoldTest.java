package io.orderflow.query.history;

import static io.orderflow.query.OrderFixture.cancelled;
import static io.orderflow.query.OrderFixture.placed;
import static io.orderflow.query.OrderFixture.refunded;
import static io.orderflow.query.OrderFixture.shippedOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.query.Story;
import io.orderflow.query.history.OrderVersions.OrderVersion;
import io.orderflow.query.orders.OrdersProjection;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.deadletter.DeadLetterGivenUp;
import io.orderflow.service.message.MessageTypes;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class VersionFoldTest {

    private static final MessageTypes TYPES = MessageTypes.of(MessageCatalog.published());
    private static final HistoryProjection HISTORY = new HistoryProjection();
    private static final OrdersProjection ORDERS = new OrdersProjection();

    private final EventStore events = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final VersionFold fold = new VersionFold(ORDERS, TYPES, new DeadLetterDecisions(events), new JsonMapper());

    private static List<StoredEvent> stored(Story story) {
        return story.foldedBy(HISTORY).items().stream().map(StoredEvent::of).toList();
    }

    private List<OrderVersion> versions(Story story) {
        return stored(story).stream().map(fold::next).toList();
    }

    @Test
    void tellsWhatEachEventChanged() {
        List<OrderVersion> versions = versions(shippedOrder());

        assertThat(versions).hasSize(23);
        OrderVersion placed = versions.getFirst();
        assertThat(placed.type()).isEqualTo("order.placed");
        assertThat(placed.changes()).contains(new FieldChange("status", null, "PLACED"),
                new FieldChange("lines[0].stock", null, "PENDING"), new FieldChange("total.amount", null, "18.00"))
                .extracting(FieldChange::field)
                .doesNotContain("updatedAt", "position");
        OrderVersion reserved = versions.get(4);
        assertThat(reserved.type()).isEqualTo("saga.line-reserved");
        assertThat(reserved.position()).isEqualTo(4);
        assertThat(reserved.changes()).contains(new FieldChange("lines[0].stock", "PENDING", "RESERVED"),
                new FieldChange("lines[0].name", null, "Mug"));
        OrderVersion shipped = versions.get(13);
        assertThat(shipped.version()).isEqualTo(2);
        assertThat(shipped.changes()).contains(new FieldChange("status", "CONFIRMED", "SHIPPED"),
                new FieldChange("version", "1", "2"));
    }

    @Test
    void showsNoChangeByAnEventThatTheOrderDoesNotFold() {
        OrderVersion reservation = versions(shippedOrder()).get(2);

        assertThat(reservation.type()).isEqualTo("stock.reserved");
        assertThat(reservation.changes()).isEmpty();
    }

    /** The events before a page may come with their streams mixed. */
    @Test
    void goesOnFromTheEventsBefore() {
        List<StoredEvent> all = stored(shippedOrder());
        List<OrderVersion> whole = versions(shippedOrder());
        VersionFold other = new VersionFold(ORDERS, TYPES, new DeadLetterDecisions(events), new JsonMapper());
        List<StoredEvent> before = all.subList(0, 12);
        before.stream().filter(event -> event.type().startsWith("saga.")).forEach(other::add);
        before.stream().filter(event -> !event.type().startsWith("saga.")).forEach(other::add);

        assertThat(all.subList(12, 23).stream().map(other::next).toList()).isEqualTo(whole.subList(12, 23));
    }

    @Test
    void showsNoChangeByAnEventThatIsGivenUp() {
        new DeadLetterDecisions(events).giveUp(new DeadLetterGivenUp(ORDERS.name(), "o-1", "e-1", 1L, "order.cancelled",
                "a failure", "a test"));

        assertThat(versions(Story.of(placed(), cancelled())).getLast().changes()).isEmpty();
    }

    /** The text of a history is the whole event: an event that is read from it is the one that was written. */
    @Test
    void readsEveryEventBackAsItWas() {
        Story story = shippedOrder().then(refunded(), cancelled());
        List<StoredEvent> stored = stored(story);

        for (int index = 0; index < stored.size(); index++) {
            DomainEventMessage<?> event = story.events().get(index);
            assertThat(stored.get(index).event(TYPES).orElseThrow()).isInstanceOfSatisfying(
                    GenericDomainEventMessage.class, read -> {
                        assertThat(read.getPayload()).isEqualTo(event.getPayload());
                        assertThat(read.getSequenceNumber()).isEqualTo(event.getSequenceNumber());
                        assertThat(read.getTimestamp()).isEqualTo(event.getTimestamp());
                        assertThat(read.getIdentifier()).isEqualTo(event.getIdentifier());
                    });
        }
    }
}
