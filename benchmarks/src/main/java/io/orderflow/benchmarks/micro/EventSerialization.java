package io.orderflow.benchmarks.micro;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.stock.Sku;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.util.List;
import org.axonframework.serialization.SerializedObject;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An event of an order as it is stored, written and read. */
@State(Scope.Benchmark)
public class EventSerialization {

    private final StableNameSerializer serializer = new StableNameSerializer(
            MessageTypes.of(MessageCatalog.published()));
    private final OrderPlaced event = placed();
    private final SerializedObject<byte[]> stored = serializer.serialize(event, byte[].class);

    static OrderPlaced placed() {
        return new OrderPlaced(new OrderId("o-1"), new CustomerId("c-1"), new AccountId("a-1"),
                List.of(new OrderLine(new Sku("PEN"), 3, Money.of("1.50", "USD"))), Money.of("4.50", "USD"));
    }

    @Benchmark
    public Object write() {
        return serializer.serialize(event, byte[].class);
    }

    @Benchmark
    public Object read() {
        return serializer.deserialize(stored);
    }
}
