package io.orderflow.service.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.stock.StockEvent.PriceChanged;
import io.orderflow.api.stock.StockEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.LazyDeserializingObject;
import org.axonframework.serialization.SerializedMessage;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;

class ReadTypesTest {

    private final StableNameSerializer serializer = new StableNameSerializer(
            MessageTypes.of(List.of(StockEvent.class)));
    private final ReadTypes prices = new ReadTypes(List.of(PriceChanged.class));

    @Test
    void missesAnUnknownRevisionOfWhatIsRead() {
        assertThat(prices.missed(stored("stock.price-changed", "9"))).get().extracting(UnreadableMessage::name)
                .isEqualTo("stock.price-changed");
    }

    @Test
    void missesAnUnknownTypeOfAContextThatIsReadFrom() {
        assertThat(prices.missed(stored("stock.recalled", "1"))).isPresent();
    }

    @Test
    void passesOverAnUnknownRevisionOfWhatIsNotRead() {
        assertThat(prices.missed(stored("stock.received", "9"))).isEmpty();
    }

    @Test
    void passesOverOtherContexts() {
        assertThat(prices.missed(stored("marketing.mailed", "1"))).isEmpty();
        assertThat(prices.missed(stored("org.example.Mailed", "1"))).isEmpty();
    }

    @Test
    void readsAllThatASealedTypePermits() {
        assertThat(new ReadTypes(List.of(StockEvent.class)).missed(stored("stock.received", "9"))).isPresent();
    }

    private SerializedMessage<?> stored(String type, String revision) {
        return new SerializedMessage<>("m1", new LazyDeserializingObject<>(new SimpleSerializedObject<>(
                "{}".getBytes(StandardCharsets.UTF_8), byte[].class, type, revision), serializer),
                new LazyDeserializingObject<>(MetaData.emptyInstance()));
    }
}
