package io.orderflow.query;

import static io.orderflow.query.OrderFixture.LINES;
import static io.orderflow.query.OrderFixture.MUG;
import static io.orderflow.query.OrderFixture.placed;
import static io.orderflow.query.OrderFixture.shippedOrder;
import static io.orderflow.query.OrderFixture.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.order.CustomerQuery.FindCustomer;
import io.orderflow.api.order.OrderQuery.FindOrder;
import io.orderflow.api.order.OrderQuery.FindOrderHistory;
import io.orderflow.api.order.OrderQuery.ListOrders;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.SalesQuery.ListSalesDays;
import io.orderflow.api.saga.SagaQuery.FindSaga;
import io.orderflow.api.saga.SagaQuery.ListSagas;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.StockEvent.ProductListed;
import io.orderflow.api.stock.StockQuery.FindProduct;
import io.orderflow.api.stock.StockQuery.ListProducts;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ProjectionDiscovery;
import io.orderflow.projection.document.DocumentCodec;
import io.orderflow.query.customers.CustomersProjection;
import io.orderflow.query.history.HistoryPage;
import io.orderflow.query.history.OrderHistory;
import io.orderflow.query.orders.OrderView;
import io.orderflow.query.orders.OrdersProjection;
import io.orderflow.query.sagas.SagaSummary;
import io.orderflow.query.sagas.SagaView;
import io.orderflow.query.sagas.SagasProjection;
import io.orderflow.query.sales.SalesDay;
import io.orderflow.query.sales.SalesProjection;
import io.orderflow.query.sales.SalesReport;
import io.orderflow.query.stock.StockProjection;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.Import;

/** What is stored comes back from the database as it was, and what is sent comes back from the bus. */
class DocumentsTest {

    private static final Story ORDER = shippedOrder();
    private static final Story BUSINESS = Business.of(1, 12);
    private static final Story LISTED = Story.of(new ProductListed(MUG, "Mug", usd("8.00")));
    private static final MessageTypes TYPES = MessageTypes.of(
            Stream.of(OrderQueryConfiguration.class.getAnnotation(Import.class).value())
                    .filter(MessageCatalog.class::isAssignableFrom)
                    .map(catalog -> (MessageCatalog) BeanUtils.instantiateClass(catalog))
                    .flatMap(catalog -> catalog.types().stream())
                    .toList());
    private static final Serializer SERIALIZER = new StableNameSerializer(TYPES);

    @ParameterizedTest
    @MethodSource("projections")
    <D> void surviveTheDatabase(Projection<D> projection) {
        DocumentCodec<D> codec = new DocumentCodec<>(projection.documentType());
        Map<String, D> documents = BUSINESS.documentsOf(projection);

        assertThat(documents).as("documents of %s, of whose events Business needs one", projection.name())
                .isNotEmpty();
        // The kit's own position takes the place of whatever the fold left there.
        documents.forEach((key, document) -> assertThat(codec.decode(codec.encode(key, 0, document)))
                .usingRecursiveComparison()
                .ignoringFields("position")
                .isEqualTo(document));
    }

    static List<Projection<?>> projections() {
        return ProjectionDiscovery.importedBy(OrderQueryConfiguration.class);
    }

    /** A new query or answer must be among the messages. */
    @Test
    void areTestedWithEveryMessage() {
        assertThat(messages().<Class<?>>map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(TYPES.all());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void surviveTheBus(Object message) {
        assertThat(SERIALIZER.<String, Object>deserialize(SERIALIZER.serialize(message, String.class)))
                .isEqualTo(message);
    }

    static Stream<Object> messages() {
        OrderView order = ORDER.foldedBy(new OrdersProjection());
        Stream<Object> queries = Stream.of(new FindOrder(OrderFixture.ORDER, "v1"), new FindOrderHistory(
                OrderFixture.ORDER, 5, "7"), new ListOrders(OrderFixture.CUSTOMER, OrderStatus.PLACED, 5, "next"),
                new ListOrders(null, null, 5, null), new FindCustomer(OrderFixture.CUSTOMER), new FindProduct(
                        LINES.get(0).sku(), null),
                new ListProducts(5, null), new ListSalesDays(LocalDate.EPOCH,
                        LocalDate.EPOCH.plusDays(365)),
                new FindSaga(OrderFixture.ORDER, null), new ListSagas(
                        Set.of(SagaStep.DELIVERING), Duration.ofHours(1), 5, null));
        SagaView saga = ORDER.foldedBy(new SagasProjection());
        SalesDay day = ORDER.foldedBy(new SalesProjection());
        Stream<Object> answers = Stream.of(order, Story.of(placed()).foldedBy(new OrdersProjection()), saga,
                new SagaSummary("o-1", saga.step(), saga.waitingFor(), saga.since(), saga.startedAt(),
                        saga.changedAt(), saga.progressAt(), saga.payment(), true, false, 1, 2),
                new SalesReport("2026-11-22", "2026-11-23", List.of(
                        day), day.orders(), day.revenue(), day.refunded(), day.net()),
                new HistoryPage("o-1", List.of(new OrderHistory.Entry(3, "{}")), "3", 3),
                ORDER.foldedBy(new CustomersProjection()), LISTED.foldedBy(new StockProjection()));
        return Stream.concat(queries, answers);
    }
}
