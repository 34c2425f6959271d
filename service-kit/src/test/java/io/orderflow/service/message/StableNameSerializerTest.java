package io.orderflow.service.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.stock.PriceChanged1;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockEvent.PriceChanged;
import java.util.List;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.junit.jupiter.api.Test;

class StableNameSerializerTest {

    private final StableNameSerializer serializer = new StableNameSerializer(
            MessageTypes.of(List.of(StockEvent.class)));

    @Test
    void writesAndReadsAnEventUnderItsStableName() {
        PriceChanged event = new PriceChanged(new Sku("PEN"), Money.of("1.50", "USD"), null);

        SerializedObject<String> stored = serializer.serialize(event, String.class);

        assertThat(stored.getType()).isEqualTo(new SimpleSerializedType("stock.price-changed", "2"));
        assertThat(stored.getData())
                .isEqualTo("{\"sku\":\"PEN\",\"unitPrice\":{\"amount\":\"1.50\",\"currency\":\"USD\"},"
                        + "\"previousPrice\":null}");
        assertThat(serializer.<String, PriceChanged>deserialize(stored)).isEqualTo(event);
    }

    /** As a query of another process gets it. */
    @Test
    void writesAndReadsAPageWithTheTypesOfItsItems() {
        StableNameSerializer pages = new StableNameSerializer(
                MessageTypes.of(List.of(StockEvent.class, Page.class, PageOf.class)));
        Page<PriceChanged> page = new Page<>(
                List.of(new PriceChanged(new Sku("PEN"), Money.of("1.50", "USD"), null)), "next");

        assertThat(pages.<String, Page<?>>deserialize(pages.serialize(page, String.class))).isEqualTo(page);
        assertThat(pages.<String, Page<?>>deserialize(pages.serialize(new Page<>(List.of(), null), String.class)))
                .isEqualTo(new Page<>(List.of(), null));
        assertThat(pages.<String, PageOf<?>>deserialize(pages.serialize(new PageOf<>(PriceChanged.class),
                String.class))).isEqualTo(new PageOf<>(PriceChanged.class));
    }

    @Test
    void refusesToWriteATypeWithoutAName() {
        assertThatThrownBy(() -> serializer.serialize(List.of(), String.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("has no stable name");
    }

    @Test
    void namesTheUnknownTypeThatItCannotRead() {
        assertThat(serializer.classForType(new SimpleSerializedType("stock.vanished", "1")))
                .isEqualTo(UnknownSerializedType.class);
        assertThatThrownBy(() -> serializer.deserialize(stored("{}", "stock.vanished", "1")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("stock.vanished");
    }

    @Test
    void neverTakesAClassNameForAMessageType() {
        assertThat(serializer.classForType(new SimpleSerializedType(PriceChanged.class.getName(), "1")))
                .isEqualTo(UnknownSerializedType.class);
    }

    @Test
    void refusesARevisionThatItDoesNotKnow() {
        assertThatThrownBy(() -> serializer.deserialize(stored("{}", "stock.price-changed", "9")))
                .isInstanceOf(SerializationException.class)
                .hasMessage("Unknown message type stock.price-changed, revision 9");
    }

    @Test
    void refusesAFieldThatItDoesNotKnow() {
        String withSurplus = "{\"sku\":\"PEN\",\"quantity\":1,\"receiptId\":\"r1\",\"colour\":\"red\"}";

        assertThatThrownBy(() -> serializer.deserialize(stored(withSurplus, "stock.received", "1")))
                .isInstanceOf(UnreadableMessage.class)
                .hasMessage("Cannot read stock.received, revision 1: unknown field colour");
    }

    @Test
    void readsAnEarlierRevisionAsThePresentOne() {
        SerializedObject<String> old = stored("{\"sku\":\"PEN\",\"unitPrice\":{\"amount\":\"1.50\","
                + "\"currency\":\"USD\"}}", "stock.price-changed", "1");

        assertThat(serializer.classForType(old.getType())).isEqualTo(PriceChanged.class);
        assertThat(serializer.<String, PriceChanged>deserialize(old))
                .isEqualTo(new PriceChanged(new Sku("PEN"), Money.of("1.50", "USD"), null));
    }

    @Test
    void readsAnEarlierRevisionAsStrictlyAsThePresentOne() {
        assertThatThrownBy(() -> serializer.deserialize(stored("{\"previousPrice\":null}", "stock.price-changed", "1")))
                .hasMessage("Cannot read stock.price-changed, revision 1: unknown field previousPrice");
    }

    @Test
    void refusesAnEarlierRevisionOfAnotherName() {
        assertThatThrownBy(() -> MessageTypes.of(List.of(Strange.class)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no earlier revision of test.strange");
    }

    @MessageType(value = "test.strange", revision = "2", earlier = PriceChanged1.class)
    private record Strange() {}

    @Test
    void keepsTheFrameworksOwnTypes() {
        GlobalSequenceTrackingToken token = new GlobalSequenceTrackingToken(42);
        MetaData metaData = MetaData.with("actor", "anonymous");

        assertThat(serializer.<byte[], Object>deserialize(serializer.serialize(token, byte[].class))).isEqualTo(token);
        assertThat(serializer.<byte[], Object>deserialize(serializer.serialize(metaData, byte[].class)))
                .isEqualTo(metaData);
    }

    @Test
    void refusesTwoTypesOfOneName() {
        assertThatThrownBy(() -> MessageTypes.of(List.of(First.class, Second.class)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("test.same");
    }

    @MessageType("test.same")
    private record First() {}

    @MessageType("test.same")
    private record Second() {}

    private static SerializedObject<String> stored(String json, String type, String revision) {
        return new SimpleSerializedObject<>(json, String.class, new SimpleSerializedType(type, revision));
    }
}
