package io.orderflow.query;

import static io.orderflow.query.OrderFixture.placed;
import static io.orderflow.query.OrderFixture.shippedOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.order.OrderQuery.ListOrders;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.SalesQuery.ListSalesDays;
import io.orderflow.api.saga.SagaFilter;
import io.orderflow.api.saga.SagaQuery.CountSagas;
import io.orderflow.api.saga.SagaQuery.ListSagas;
import io.orderflow.api.saga.SagaQuery.SagaCount;
import io.orderflow.api.saga.SagaQuery.SelectSagas;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ProjectionDiscovery;
import io.orderflow.projection.document.DocumentCodec;
import io.orderflow.query.history.HistorySamples;
import io.orderflow.query.orders.OrdersProjection;
import io.orderflow.query.sagas.DeadlineItem;
import io.orderflow.query.sagas.SagaSummary;
import io.orderflow.query.sagas.SagaView;
import io.orderflow.query.sagas.SagasProjection;
import io.orderflow.query.sales.SalesDay;
import io.orderflow.query.sales.SalesProjection;
import io.orderflow.query.sales.SalesReport;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.Import;

/** What is stored comes back from the database as it was, and what is sent comes back from the bus. */
class DocumentsTest {

    private static final Story ORDER = shippedOrder();
    private static final Story BUSINESS = Business.of(1, 12);
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

    @ParameterizedTest
    @MethodSource("messages")
    void surviveTheBus(Object message) {
        assertThat(SERIALIZER.<String, Object>deserialize(SERIALIZER.serialize(message, String.class)))
                .isEqualTo(message);
    }

    /** One sample of each type, at least: where none is written here, a document of the business or a plain one. */
    static Stream<Object> messages() {
        Map<Class<?>, List<Object>> written = Stream.concat(samples(), projections().stream()
                .flatMap(projection -> BUSINESS.documentsOf(projection).values().stream().limit(1))
                .filter(document -> TYPES.typeOf(document.getClass()).isPresent()))
                .collect(Collectors.groupingBy(Object::getClass));
        return TYPES.all()
                .stream()
                .flatMap(type -> written.containsKey(type) ? written.get(type).stream() : Stream.of(plain(type)));
    }

    private static final SagaFilter STUCK = new SagaFilter(Set.of(SagaStep.DELIVERING), Duration.ofHours(1), "payment",
            true);

    /** The messages that a plain sample does not show, or that refuse one. */
    private static Stream<Object> samples() {
        SagaView saga = ORDER.foldedBy(new SagasProjection());
        SalesDay day = ORDER.foldedBy(new SalesProjection());
        return Stream.concat(HistorySamples.all(), Stream.of(
                new ListOrders(OrderFixture.CUSTOMER, OrderStatus.PLACED, 5, "next"),
                new ListOrders(null, null, 5, null), new ListSalesDays(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(365)),
                new ListSagas(STUCK, 5, null), new SelectSagas(STUCK, 5, "next"), new CountSagas(STUCK, 5),
                new SagaCount(5, true),
                new DeadlineItem("o-1.3", DeadlineItem.Kind.SAGA_STEP, "o-1", saga.step(), saga.since(),
                        saga.changedAt(), saga.since(), "they are slow", 1, 2),
                Story.of(placed()).foldedBy(new OrdersProjection()),
                new SagaSummary("o-1", saga.step(), saga.waitingFor(), saga.since(), saga.startedAt(),
                        saga.changedAt(), saga.progressAt(), saga.payment(), true, false, saga.changedAt(), "o-1.3",
                        1, 2),
                new SalesReport("2026-11-22", "2026-11-23", List.of(day), day.orders(), day.revenue(), day.refunded(),
                        day.net())));
    }

    private static Object plain(Class<?> message) {
        try {
            RecordComponent[] components = message.getRecordComponents();
            Constructor<?> constructor = message.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components).map(DocumentsTest::plain).toArray());
        } catch (ReflectiveOperationException | IllegalArgumentException refused) {
            throw new AssertionError("samples() needs a " + message.getSimpleName() + ", which takes no plain values",
                    refused);
        }
    }

    private static @Nullable Object plain(RecordComponent component) {
        Class<?> type = component.getType();
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        } else if (type == int.class) {
            return 5;
        }
        return type == String.class ? "some" : BeanUtils.instantiateClass(constructorOf(type), "some");
    }

    /** An identifier is made of a text; no other type is plain. */
    private static Constructor<?> constructorOf(Class<?> type) {
        try {
            return type.getDeclaredConstructor(String.class);
        } catch (NoSuchMethodException other) {
            throw new IllegalArgumentException("No plain value of " + type, other);
        }
    }
}
