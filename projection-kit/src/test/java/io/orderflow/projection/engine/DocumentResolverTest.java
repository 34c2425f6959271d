package io.orderflow.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.projection.api.Projection;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentResolverTest {

    private static final String CONFIRMED = """
            {"orderId":"o1","customerId":"c1","total":{"amount":"1.00","currency":"USD"}}""";

    private final StableNameSerializer serializer = new StableNameSerializer(
            MessageTypes.of(List.of(OrderEvent.class)));
    private final DocumentResolver targets = new DocumentResolver(new Confirmations());

    public record Confirmation(String orderId) {}

    @Test
    void findsTheDocumentOfAnEvent() {
        EventTarget target = targets.of(stored("order.confirmed", null, CONFIRMED));
        assertThat(target.key()).isEqualTo("o1");
        assertThat(target.unreadable()).isNull();
    }

    @Test
    void mindsAnUnknownRevisionOfAKnownType() {
        EventTarget target = targets.of(stored("order.confirmed", "99", CONFIRMED));
        assertThat(target.matters()).isTrue();
        assertThat(target.unreadable()).hasMessageContaining("order.confirmed");
        assertThat(target.sequence()).isEqualTo("order:o1");
    }

    @Test
    void mindsContentThatCannotBeRead() {
        EventTarget target = targets.of(stored("order.confirmed", null, "{\"orderId\":7}"));
        assertThat(target.unreadable()).isNotNull();
        assertThat(target.sequence()).isEqualTo("order:o1");
    }

    @Test
    void namesAnUnknownFieldEvenWhereItCouldTellTheDocumentWithoutTheContent() {
        DocumentResolver ofDays = new DocumentResolver(new Days());
        assertThat(ofDays.of(stored("order.confirmed", null, CONFIRMED)).key()).isEqualTo("1970-01-01");
        EventTarget target = ofDays
                .of(stored("order.confirmed", null, CONFIRMED.replaceFirst("\\{", "{\"colour\":1,")));
        assertThat(target.key()).isNull();
        assertThat(target.unreadable()).hasMessageEndingWith("unknown field colour");
        assertThat(target.sequence()).isEqualTo("order:o1");
    }

    @Test
    void mindsAnUnknownTypeOfAContextThatItReads() {
        EventTarget target = targets.of(stored("order.teleported", "1", "{}"));
        assertThat(target.unreadable()).hasMessage("Unknown message type order.teleported, revision 1");
        assertThat(target.sequence()).isEqualTo("order:o1");
    }

    @Test
    void passesOverAnUnknownTypeOfAnotherContext() {
        assertThat(targets.of(stored("marketing.mailed", "1", "{}")).matters()).isFalse();
    }

    private EventMessage<?> stored(String type, @Nullable String revision, String json) {
        String known = serializer.typeForClass(OrderEvent.OrderConfirmed.class).getRevision();
        GenericDomainEventEntry<byte[]> entry = new GenericDomainEventEntry<>("Order", "order:o1", 3, "e1",
                Instant.EPOCH, type, revision == null ? known : revision, json.getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8));
        return EventUtils.upcastAndDeserializeTrackedEvents(
                Stream.of(new TrackedDomainEventData<>(new GlobalSequenceTrackingToken(7), entry)), serializer,
                NoOpEventUpcaster.INSTANCE).findFirst().orElseThrow();
    }

    private static final class Days extends Confirmations {

        @Override
        public String keyOf(EventMessage<?> event) {
            return event.getTimestamp().toString().substring(0, 10);
        }
    }

    private static class Confirmations implements Projection<Confirmation> {

        @Override
        public String name() {
            return "confirmations";
        }

        @Override
        public Class<Confirmation> documentType() {
            return Confirmation.class;
        }

        @Override
        public Set<Class<?>> eventTypes() {
            return Set.of(OrderEvent.class);
        }

        @Override
        public String keyOf(EventMessage<?> event) {
            return ((OrderEvent) event.getPayload()).orderId().value();
        }

        @Override
        public Confirmation fold(@Nullable Confirmation confirmation, EventMessage<?> event) {
            return new Confirmation(keyOf(event));
        }
    }
}
