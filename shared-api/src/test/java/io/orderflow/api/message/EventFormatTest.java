package io.orderflow.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.RegisterEvent;
import io.orderflow.api.customer.CustomerEvent;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.api.server.ServerEvent;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockRegisterEvent;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
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
                StockRegisterEvent.class, PaymentEvent.class, AccountEvent.class, RegisterEvent.class,
                CustomerEvent.class, ServerEvent.class)
                .flatMap(Samples::recordsOf)
                .flatMap(EventFormatTest::revisions);
    }

    /** An event as it is now, and as it used to be. */
    private static Stream<Class<?>> revisions(Class<?> event) {
        return Stream.concat(Stream.of(event), Stream.of(event.getAnnotation(MessageType.class).earlier()));
    }

    @BeforeAll
    static void writeWhatIsNew() throws IOException {
        if (Boolean.getBoolean("approve")) {
            for (Class<?> event : events().toList()) {
                if (Files.notExists(fileOf(event))) {
                    Files.writeString(fileOf(event), written(event));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void isWrittenAsApproved(Class<?> event) throws IOException {
        assertThat(written(event)).as(needOfANewRevision(event)).isEqualTo(approved(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void isReadAsApproved(Class<?> event) throws IOException {
        assertThat((Object) JSON.readValue(approved(event), event)).as(needOfANewRevision(event))
                .isEqualTo(Samples.of(event));
    }

    /** All that an earlier revision told is in the event, and what it did not tell is absent. */
    @ParameterizedTest
    @MethodSource("changed")
    void isTakenOnFromAnEarlierRevision(Class<?> event) throws Exception {
        for (Class<?> earlier : event.getAnnotation(MessageType.class).earlier()) {
            Object present = ((EarlierRevision<?>) JSON.readValue(approved(earlier), earlier)).upcast();
            Object sample = Samples.of(event);

            assertThat(leavesOf(JSON.valueToTree(present))).containsAll(leavesOf(JSON.readTree(approved(earlier))));
            for (RecordComponent component : event.getRecordComponents()) {
                Object value = component.getAccessor().invoke(present);
                assertThat(value).as(component.getName())
                        .isIn(component.getAccessor().invoke(sample), null);
            }
        }
    }

    static Stream<Class<?>> changed() {
        return events().filter(event -> event.getAnnotation(MessageType.class).earlier().length > 0);
    }

    private static List<String> leavesOf(JsonNode node) {
        return node.isContainer()
                ? node.values().stream().flatMap(child -> leavesOf(child).stream()).toList()
                : List.of(node.asString());
    }

    @Test
    void hasAnEventForEveryApprovedFile() throws IOException {
        List<String> expected = events().map(event -> fileOf(event).getFileName().toString()).toList();
        try (Stream<Path> files = Files.list(APPROVED)) {
            Set<String> approved = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            assertThat(approved).as("files of %s: one without an event is of an event that must not go, since logs "
                    + "have it; one that is missing is written with -Dapprove=true", APPROVED)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String needOfANewRevision(Class<?> event) {
        return ("%s is approved in %s. Where its shape has to change: raise the revision in its @MessageType, keep the "
                + "old shape as an EarlierRevision that `earlier` names, and write the new file with "
                + "`mvn -pl shared-api test -Dapprove=true` (HACKING, \"A change of an event's shape\")")
                .formatted(event.getSimpleName(), fileOf(event));
    }

    private static String written(Class<?> event) {
        return JSON.writeValueAsString(Samples.of(event)).replace(System.lineSeparator(), "\n") + "\n";
    }

    private static String approved(Class<?> event) throws IOException {
        assertThat(fileOf(event))
                .withFailMessage("The format of %s is not approved: %s is missing. Write it with "
                        + "`mvn -pl shared-api test -Dapprove=true`, and read it before it is committed",
                        event.getSimpleName(), fileOf(event))
                .exists();
        return Files.readString(fileOf(event));
    }

    private static Path fileOf(Class<?> event) {
        MessageType type = event.getAnnotation(MessageType.class);
        return APPROVED.resolve(type.value() + "." + type.revision() + ".json");
    }
}
