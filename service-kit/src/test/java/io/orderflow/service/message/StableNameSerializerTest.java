package io.orderflow.service.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;
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
        PriceChanged event = new PriceChanged(new Sku("PEN"), Money.of("1.50", "USD"));

        SerializedObject<String> stored = serializer.serialize(event, String.class);

        assertThat(stored.getType()).isEqualTo(new SimpleSerializedType("stock.price-changed", "1"));
        assertThat(stored.getData())
                .isEqualTo("{\"sku\":\"PEN\",\"unitPrice\":{\"amount\":\"1.50\",\"currency\":\"USD\"}}");
        assertThat(serializer.<String, PriceChanged>deserialize(stored)).isEqualTo(event);
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
        assertThatThrownBy(() -> serializer.deserialize(stored("{}", "stock.price-changed", "2")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("revision 2");
    }

    @Test
    void refusesAFieldThatItDoesNotKnow() {
        String withSurplus = "{\"sku\":\"PEN\",\"quantity\":1,\"receiptId\":\"r1\",\"colour\":\"red\"}";

        assertThatThrownBy(() -> serializer.deserialize(stored(withSurplus, "stock.received", "1")))
                .isInstanceOf(SerializationException.class)
                .rootCause()
                .hasMessageContaining("colour");
    }

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
