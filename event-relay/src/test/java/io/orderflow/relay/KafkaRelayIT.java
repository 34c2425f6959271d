package io.orderflow.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The relay and Kafka. The tests share the brokers and the log, and each adds orders of its own; the one that ends all
 * brokers comes last.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaRelayIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] LIFE = {"order.placed", "order.confirmed", "order.shipped"};
    private static final Duration POLL = Duration.ofMillis(100);

    @TempDir
    private static Path folder;
    private static KafkaClusterTestKit kafka;
    private static RunningRelay relay;

    @BeforeAll
    static void start() throws Exception {
        kafka = new KafkaClusterTestKit.Builder(
                new TestKitNodes.Builder().setNumBrokerNodes(2).setNumControllerNodes(1).build())
                .setConfigProp("min.insync.replicas", "1")
                .setConfigProp("default.replication.factor", "2")
                .build();
        kafka.format();
        kafka.startup();
        kafka.waitForReadyBrokers();
        relay = new RunningRelay(folder, "--orderflow.relay.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--orderflow.relay.kafka.partitions=3", "--orderflow.relay.max-message-size=10KB",
                "--orderflow.relay.ack-timeout=10s");
    }

    @AfterAll
    static void stop() throws Exception {
        if (relay != null) {
            relay.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    @Order(1)
    void publishesEachOrderInItsOrderWithTheOrderAsTheKey() {
        relay.ship("first-", 50);

        Map<String, List<JsonNode>> orders = readUntil("orderflow.orders", "first-", 50);

        orders.forEach((order, messages) -> assertThat(messages).as(order)
                .extracting(message -> message.path("event_type").asString()).containsExactly(LIFE));
        JsonNode placed = orders.get("first-0").getFirst();
        assertThat(placed.propertyNames()).contains("event_type", "version", "event_id", "timestamp", "subject",
                "data");
        assertThat(placed.at("/data/lines/0/unit_price/amount").asString()).isEqualTo("1.50");
        JsonNode status = relay.awaitState("LIVE");
        assertThat(status.path("lag").asLong()).isZero();
        assertThat(relay.get("/actuator/metrics/orderflow.relay.published").at("/measurements/0/value").asDouble())
                .isGreaterThanOrEqualTo(150);
    }

    @Test
    @Order(2)
    void goesOnWhereItWasAfterARestart() {
        relay.ship("before-", 5);
        readUntil("orderflow.orders", "before-", 5);
        relay.awaitState("LIVE");

        relay.restart();
        relay.ship("after-", 5);

        readUntil("orderflow.orders", "after-", 5).forEach((order, messages) -> assertThat(typesOf(messages)).as(order)
                .containsExactly(LIFE));
    }

    @Test
    @Order(3)
    void setsAnOrderAsideWhoseEventIsTooLarge() {
        relay.append(RunningRelay.shipped("large", "x".repeat(20_000)));
        relay.append(RunningRelay.shipped("small", "Pigeon"));

        readUntil("orderflow.orders", "small", 1);
        JsonNode status = relay.awaitState("FAILING");

        assertThat(status.path("deadSequences").asInt()).isEqualTo(1);
        JsonNode letter = relay.get("/dead-letters?group=relay-kafka").at("/items/0");
        assertThat(letter.path("sequence").asString()).isEqualTo("large");
        assertThat(letter.path("cause").asString()).contains("order.shipped", "max-message-size");
        assertThat(relay.delete("/dead-letters/relay-kafka/large?reason=too+large").statusCode()).isEqualTo(204);
        relay.awaitState("LIVE");
    }

    @Test
    @Order(4)
    void publishesThePastToANewTopic() throws Exception {
        HttpResponse<String> begun = relay.post("/relays/kafka/replays",
                "{\"target\":\"again\",\"type\":\"order.confirmed\"}");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        String replay = begun.headers().firstValue("Location").orElseThrow();

        JsonNode ended = relay.awaitEnd(replay);

        assertThat(ended.path("state").asString()).isEqualTo("COMPLETED");
        Map<String, List<JsonNode>> again = readUntil("again", "first-", 50);
        again.values().forEach(messages -> assertThat(typesOf(messages)).containsExactly("order.confirmed"));
        assertThat(ended.path("published").asLong()).isGreaterThanOrEqualTo(50);
        assertThat(relay.get("/replays").at("/items/0/replayId").asString()).isEqualTo(
                ended.path("replayId").asString());
        assertRefused("{\"target\":\"again\"}", 409, "ALREADY_EXISTS");
        assertRefused("{\"target\":\"orderflow.orders\",\"useExisting\":true}", 400, "INVALID_VALUE");
        assertRefused("{\"target\":\"other\",\"type\":\"order.lost\"}", 400, "INVALID_VALUE");
        assertThat(relay.post("/relays/pigeon/replays", "{\"target\":\"other\"}").statusCode()).isEqualTo(404);
        assertThat(relay.delete(replay).statusCode()).isEqualTo(409);
    }

    private static void assertRefused(String request, int status, String code) {
        HttpResponse<String> answer = relay.post("/relays/kafka/replays", request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(code);
    }

    @Test
    @Order(5)
    void losesNothingWhenALeaderIsMoved() throws Exception {
        relay.ship("led-", 20);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            int leader = admin.describeTopics(List.of("orderflow.orders")).allTopicNames().get().get("orderflow.orders")
                    .partitions().getFirst().leader().id();
            kafka.brokers().get(leader).shutdown();
            relay.ship("moved-", 20);

            readUntil("orderflow.orders", "moved-", 20).forEach((order, messages) -> assertThat(typesOf(
                    withoutRepetitions(messages))).as(order).containsExactly(LIFE));
            kafka.brokers().get(leader).startup();
        }
    }

    @Test
    @Order(6)
    void waitsForKafkaAndStaysReady() {
        kafka.brokers().values().forEach(broker -> broker.shutdown());
        relay.ship("waiting-", 20);

        JsonNode status = relay.awaitState("WAITING");

        assertThat(status.path("failure").asString()).isNotBlank();
        assertThat(relay.answer("/actuator/health/readiness").statusCode()).isEqualTo(200);
        HttpResponse<String> health = relay.answer("/actuator/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("processor relay-kafka");

        kafka.brokers().values().forEach(broker -> broker.startup());
        relay.awaitState("LIVE");
        readUntil("orderflow.orders", "waiting-", 20).forEach((order, messages) -> assertThat(typesOf(
                withoutRepetitions(messages))).as(order).containsExactly(LIFE));
    }

    private static List<String> typesOf(List<JsonNode> messages) {
        return messages.stream().map(message -> message.path("event_type").asString()).toList();
    }

    /** An event that is repeated comes again with its identifier. */
    private static List<JsonNode> withoutRepetitions(List<JsonNode> messages) {
        Set<String> seen = new LinkedHashSet<>();
        return messages.stream().filter(message -> seen.add(message.path("event_id").asString())).toList();
    }

    /** The messages of each order of that prefix, once the last event of so many of them is there. */
    private static Map<String, List<JsonNode>> readUntil(String topic, String prefix, int orders) {
        Map<String, List<JsonNode>> found = new LinkedHashMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            await().atMost(RunningRelay.SOON).until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                    if (record.key().startsWith(prefix)) {
                        found.computeIfAbsent(record.key(), key -> new ArrayList<>())
                                .add(JSON.readTree(record.value()));
                    }
                }
                return found.size() == orders && found.values().stream().map(List::getLast)
                        .map(message -> message.path("event_type").asString())
                        .allMatch(last -> last.equals("order.shipped") || topic.equals("again"));
            });
        }
        return found;
    }
}
