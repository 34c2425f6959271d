package io.orderflow.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.account.RegisterEvent;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.Parcel;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent.PriceChanged;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockRegisterEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of every event is frozen in a file of {@code src/test/resources/approved}. An event whose format changes
 * needs a new revision, a file of its own and an upcaster from the old one; the old file stays. A new event's file is
 * written with {@code -Dapprove=true}, to be read before it is committed.
 */
class EventFormatTest {

    private static final Path APPROVED = Path.of("src/test/resources/approved");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Stream<Class<?>> events() {
        return Stream.of(OrderEvent.class, SagaEvent.class, StepDeadlinePassed.class, StockEvent.class,
                StockRegisterEvent.class, PaymentEvent.class, AccountEvent.class, RegisterEvent.class)
                .flatMap(Samples::recordsOf)
                .flatMap(EventFormatTest::revisions);
    }

    /** An event as it is now, and as it used to be. */
    private static Stream<Class<?>> revisions(Class<?> event) {
        return Stream.concat(Stream.of(event), Stream.of(event.getAnnotation(MessageType.class).earlier()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void isWrittenAsApproved(Class<?> event) throws IOException {
        String written = JSON.writeValueAsString(Samples.of(event)).replace(System.lineSeparator(), "\n") + "\n";
        if (Boolean.getBoolean("approve") && Files.notExists(fileOf(event))) {
            Files.createDirectories(APPROVED);
            Files.writeString(fileOf(event), written);
        }
        assertThat(fileOf(event)).exists().hasContent(written);
    }

    @ParameterizedTest
    @MethodSource("events")
    void isReadAsApproved(Class<?> event) throws IOException {
        assertThat((Object) JSON.readValue(Files.readString(fileOf(event)), event)).isEqualTo(Samples.of(event));
    }

    /** One event of each context has been changed since the first ones were stored. */
    @ParameterizedTest
    @MethodSource("changed")
    void isTakenOnFromAnEarlierRevision(Object present) throws IOException {
        for (Class<?> earlier : present.getClass().getAnnotation(MessageType.class).earlier()) {
            Object read = JSON.readValue(Files.readString(fileOf(earlier)), earlier);
            assertThat(((EarlierRevision<?>) read).upcast()).isEqualTo(present);
        }
    }

    static Stream<Object> changed() {
        OrderId order = new OrderId("some-orderId");
        Money money = Money.of("18.00", "USD");
        HoldRefusal reason = HoldRefusal.values()[0];
        return Stream.of(
                new OrderShipped(order, new CustomerId("some-customerId"), money,
                        new Parcel("some-carrier", "some-trackingNumber")),
                new PriceChanged(new Sku("some-sku"), money, null),
                new PaymentDeclined(new PaymentId("some-paymentId"), order, reason, null),
                new HoldRefused(new AccountId("some-accountId"), new HoldId("some-holdId"), money, reason, null),
                new LateReservationFound(order, new Sku("some-sku"), null));
    }

    @Test
    void hasAnEventForEveryApprovedFile() throws IOException {
        List<String> expected = events().map(event -> fileOf(event).getFileName().toString()).toList();
        try (Stream<Path> files = Files.list(APPROVED)) {
            Set<String> approved = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            assertThat(approved).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static Path fileOf(Class<?> event) {
        MessageType type = event.getAnnotation(MessageType.class);
        return APPROVED.resolve(type.value() + "." + type.revision() + ".json");
    }
}
