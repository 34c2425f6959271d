package io.orderflow.benchmarks.micro;

import io.orderflow.projection.document.DocumentCodec;
import io.orderflow.query.orders.OrderView;
import io.orderflow.query.orders.OrdersProjection;
import java.util.Objects;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.bson.BsonDocument;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The document of an order: made of its first event, and between Java and the form in which it is stored. */
@State(Scope.Benchmark)
public class OrderDocument {

    private final OrdersProjection projection = new OrdersProjection();
    private final DocumentCodec<OrderView> codec = new DocumentCodec<>(OrderView.class);
    private final GenericDomainEventMessage<?> event = new GenericDomainEventMessage<>("Order", "o-1", 0,
            EventSerialization.placed());
    private final OrderView document = Objects.requireNonNull(projection.fold(null, event));
    private final BsonDocument stored = encode();

    @Benchmark
    public OrderView fold() {
        return Objects.requireNonNull(projection.fold(null, event));
    }

    @Benchmark
    public final BsonDocument encode() {
        return codec.encode("o-1", 7, document);
    }

    @Benchmark
    public OrderView decode() {
        return codec.decode(stored);
    }
}
