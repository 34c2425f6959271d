package io.orderflow.relay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.orderflow.api.account.RegisterEvent;
import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.api.server.ServerEvent;
import io.orderflow.api.stock.StockRegisterEvent;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.Origin;
import io.orderflow.service.message.StableNameSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The messages that each revision of each internal event becomes are frozen in {@code src/test/resources/approved}. The
 * internal events are the frozen ones of {@code shared-api}. A new message's file is written with {@code -Dapprove=true},
 * to be read before it is committed; one that is there never changes.
 */
class IntegrationEventFormatTest {

    private static final Path INTERNAL = Path.of("../shared-api/src/test/resources/approved");
    private static final Path APPROVED = Path.of("src/test/resources/approved");
    private static final Path SCHEMAS = Path.of("../api/events");
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final StableNameSerializer SERIALIZER = new StableNameSerializer(
            MessageTypes.of(MessageCatalog.published()));

    private static final IntegrationEvents EVENTS = new IntegrationEvents(
            new StockLevels(stream -> Collections.emptyIterator(), 10));

    /** The events that nobody else is told of, whatever is added to them. */
    private static final List<Class<?>> INSIDE = List.of(SagaEvent.class, StepDeadlinePassed.class,
            StockRegisterEvent.class, RegisterEvent.class, ServerEvent.class);

    /** The files of internal events, each with its type and its revision. */
    static List<String> internal() throws IOException {
        try (Stream<Path> files = Files.list(INTERNAL)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", "")).sorted().toList();
        }
    }

    /** Those of which others are told. */
    static List<String> published() throws IOException {
        return internal().stream().filter(file -> !EVENTS.of(read(file)).isEmpty()).toList();
    }

    @BeforeAll
    static void writeWhatIsNew() throws IOException {
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(APPROVED);
            for (String file : published()) {
                if (Files.notExists(APPROVED.resolve(file + ".json"))) {
                    Files.writeString(APPROVED.resolve(file + ".json"), written(file));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void isWrittenAsApproved(String file) throws IOException {
        assertThat(APPROVED.resolve(file + ".json"))
                .as("the message of the internal event %s: others rely on its shape. A change needs a new version of "
                        + "the event (@PublicType), and a new message is written with -Dapprove=true", file)
                .hasContent(written(file));
    }

    @ParameterizedTest
    @MethodSource("published")
    void fitsItsSchema(String file) throws IOException {
        JsonNode message = JSON.readTree(Files.readString(APPROVED.resolve(file + ".json")));
        Path schema = SCHEMAS.resolve(message.path("event_type").asString() + "." + message.path("version").asInt()
                + ".json");
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.readTree(Files.readString(schema)));

        assertThat(compiled.validate(message.path("data"))).isEmpty();
        assertThat(JSON.readTree(Files.readString(schema)).path("properties").propertyNames())
                .containsAll(message.path("data").propertyNames());
    }

    @Test
    void hasAnEventForEveryApprovedFile() throws IOException {
        try (Stream<Path> files = Files.list(APPROVED)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", "")))
                    .as("a message that others were told of must not go")
                    .containsExactlyInAnyOrderElementsOf(published());
        }
    }

    /** The switches of the mapping decide about the events that may be public. */
    @Test
    void knowsOfEveryInternalEventWhetherItMayBePublic() throws IOException {
        for (String file : internal()) {
            assertThat(Stream.concat(IntegrationEvents.INTERNAL.stream(), INSIDE.stream()))
                    .as("contexts of %s: a new one is either mapped in IntegrationMapping, or stays inside", file)
                    .anyMatch(root -> root.isInstance(read(file).getPayload()));
        }
    }

    @Test
    void publishesEveryTypeThatItDescribes() throws IOException {
        Set<String> types = new TreeSet<>(Set.of("stock.low"));
        for (String file : published()) {
            EVENTS.of(read(file)).forEach(event -> types.add(event.type()));
        }
        assertThat(types).isEqualTo(IntegrationEvents.names());
    }

    @Test
    void isWrittenAsACloudEventInTheBody() throws IOException {
        EncodedEvent encoded = new EventEncoder(MessageFormat.CLOUDEVENTS_STRUCTURED, "/orderflow")
                .encode(EVENTS.of(read("order.confirmed.1")).getFirst());

        assertThat(encoded.contentType()).isEqualTo("application/cloudevents+json");
        assertThat(encoded.attributes()).isEmpty();
        assertThat(JSON.readTree(encoded.body())).isEqualTo(JSON.readTree("""
                {"specversion":"1.0","id":"event-1","source":"/orderflow","type":"order.confirmed",
                 "subject":"some-orderId","time":"2026-11-22T23:59:50.125Z",
                 "dataschema":"urn:orderflow:schema:order.confirmed:1","correlationid":"message-1",
                 "causationid":"message-2","traceid":"trace-1","datacontenttype":"application/json",
                 "data":{"order_id":"some-orderId","customer_id":"some-customerId",
                         "total":{"amount":"18.00","currency":"USD"}}}"""));
    }

    @Test
    void isWrittenAsACloudEventInTheHeaders() throws IOException {
        EncodedEvent encoded = new EventEncoder(MessageFormat.CLOUDEVENTS_BINARY, "/orderflow")
                .encode(EVENTS.of(read("order.confirmed.1")).getFirst());

        assertThat(encoded.contentType()).isEqualTo("application/json");
        assertThat(encoded.attributes()).isEqualTo(Map.of("specversion", "1.0", "id", "event-1", "source",
                "/orderflow", "type", "order.confirmed", "subject", "some-orderId", "time",
                "2026-11-22T23:59:50.125Z", "dataschema", "urn:orderflow:schema:order.confirmed:1", "correlationid",
                "message-1", "causationid", "message-2", "traceid", "trace-1"));
        assertThat(JSON.readTree(encoded.body()).propertyNames()).containsExactly("order_id", "customer_id", "total");
    }

    static String written(String file) {
        EncodedEvent encoded = new EventEncoder(MessageFormat.ENVELOPE, "/orderflow")
                .encode(EVENTS.of(read(file)).getFirst());
        return JSON.writeValueAsString(JSON.readTree(encoded.body())).replace(System.lineSeparator(), "\n") + "\n";
    }

    /** An internal event as it is read from the log. */
    static EventMessage<?> read(String file) {
        int dot = file.lastIndexOf('.');
        try {
            Object payload = SERIALIZER.deserialize(new SimpleSerializedObject<>(
                    Files.readAllBytes(INTERNAL.resolve(file + ".json")), byte[].class, file.substring(0, dot),
                    file.substring(dot + 1)));
            MetaData origin = MetaData.from(Map.of(Origin.CORRELATION_ID, "message-1", Origin.CAUSATION_ID,
                    "message-2", Origin.TRACE_ID, "trace-1"));
            return new GenericEventMessage<>(new GenericMessage<>("event-1", payload, origin),
                    () -> Instant.parse("2026-11-22T23:59:50.125Z"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
