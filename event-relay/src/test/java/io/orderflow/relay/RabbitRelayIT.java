package io.orderflow.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The relay and RabbitMQ. The tests share the broker and the log, and each adds orders of its own. */
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RabbitRelayIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] LIFE = {"order.placed", "order.confirmed", "order.shipped"};

    @TempDir
    private static Path folder;
    private static RabbitServer rabbit;
    private static RunningRelay relay;

    @BeforeAll
    static void start() throws Exception {
        rabbit = RabbitServer.start(folder.resolve("rabbitmq"));
        relay = new RunningRelay(folder, "--orderflow.relay.rabbitmq.uri=" + rabbit.uri(),
                "--orderflow.relay.max-message-size=50KB", "--orderflow.relay.ack-timeout=5s");
        try (Connection connection = rabbit.connect(); Channel channel = connection.createChannel()) {
            // The relay has made the exchange with its first event; whoever comes first declares the same.
            channel.exchangeDeclare("orderflow.events", BuiltinExchangeType.TOPIC, true);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (relay != null) {
            relay.close();
        }
        if (rabbit != null) {
            rabbit.close();
        }
    }

    @Test
    @Order(1)
    void publishesEachOrderInItsOrderByTheTypeOfTheEvent(CapturedOutput output) throws Exception {
        bind("shipped", Map.of("x-queue-type", "quorum"), "order.shipped");
        bind("all", Map.of("x-queue-type", "quorum"), "order.#");

        relay.ship("first-", 30);

        readUntil("all", "first-", 30).forEach((order, messages) -> assertThat(typesOf(messages)).as(order)
                .containsExactly(LIFE));
        readUntil("shipped", "first-", 30).forEach((order, messages) -> assertThat(typesOf(messages)).as(order)
                .containsExactly("order.shipped"));
        JsonNode status = relay.awaitState("LIVE");
        assertThat(status.toString() + relay.answer("/actuator/health").body() + output)
                .doesNotContain(RabbitServer.PASSWORD);
        unbind("shipped", "all");
    }

    @Test
    @Order(3)
    void losesNothingWhenRabbitIsKilled(CapturedOutput output) throws Exception {
        bind("killed", Map.of(), "order.#");
        relay.ship("alive-", 10);
        relay.awaitState("LIVE");

        rabbit.kill();
        relay.ship("away-", 20);
        JsonNode status = relay.awaitState("WAITING");
        assertThat(relay.answer("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(relay.answer("/actuator/health").body()).contains("processor relay-rabbitmq");
        rabbit.restart();

        assertThat(status.path("failure").asString()).isNotBlank();
        readUntil("killed", "away-", 20).forEach((order, messages) -> assertThat(typesOf(withoutRepetitions(messages)))
                .as(order).containsExactly(LIFE));
        assertThat(output.toString()).doesNotContain(RabbitServer.PASSWORD);
        relay.awaitState("LIVE");
        unbind("killed");
    }

    @Test
    @Order(3)
    void saysThatItIsPausedUntilItIsStartedAgain() throws Exception {
        bind("paused", Map.of(), "order.#");
        relay.awaitState("LIVE");
        relay.processor("relay-rabbitmq").shutDown();

        relay.ship("paused-", 2);
        JsonNode status = relay.awaitRelay(one -> one.path("state").asString().equals("PAUSED")
                && one.path("lag").asLong() > 0);
        relay.processor("relay-rabbitmq").start();

        assertThat(status.path("failure").isMissingNode() || status.path("failure").isNull()).isTrue();
        relay.awaitState("LIVE");
        readUntil("paused", "paused-", 2).forEach((order, messages) -> assertThat(
                typesOf(withoutRepetitions(messages))).as(order).containsExactly(LIFE));
        unbind("paused");
    }

    @Test
    @Order(4)
    void waitsWhileAQueueIsFull() throws Exception {
        relay.awaitState("LIVE");
        bind("full", Map.of("x-max-length", 2, "x-overflow", "reject-publish"), "order.#");
        relay.ship("full-", 2);

        relay.awaitState("WAITING");
        readUntil("full", "full-", 2).forEach((order, messages) -> assertThat(typesOf(withoutRepetitions(messages)))
                .as(order).containsExactly(LIFE));

        relay.awaitState("LIVE");
        unbind("full");
    }

    /** It comes last: the event stays in the log, and no replay gets past it. */
    @Test
    @Order(10)
    void setsAnOrderAsideWhoseEventIsTooLargeForTheBroker() throws Exception {
        relay.awaitState("LIVE");
        bind("sizes", Map.of("x-queue-type", "quorum"), "order.#");
        relay.append(RunningRelay.shipped("large", "x".repeat(30_000)));
        relay.append(RunningRelay.shipped("small-0", "Pigeon"));

        readUntil("sizes", "small-", 1);
        relay.awaitState("FAILING");
        JsonNode letter = relay.get("/dead-letters?group=relay-rabbitmq").at("/items/0");
        assertThat(letter.path("sequence").asString()).isEqualTo("large");
        assertThat(relay.delete("/dead-letters/relay-rabbitmq/large?reason=too+large").statusCode()).isEqualTo(204);
        relay.awaitState("LIVE");

        HttpResponse<String> replay = relay.post("/relays/rabbitmq/replays", "{\"target\":\"sizes-again\"}");
        JsonNode ended = relay.awaitEnd(replay.headers().firstValue("Location").orElseThrow());
        assertThat(ended.path("state").asString()).isEqualTo("FAILED");
        assertThat(ended.path("error").asString()).contains("20000");
        unbind("sizes", "sizes-again");
    }

    @Test
    @Order(2)
    void publishesThePastToANewQueue() throws Exception {
        relay.ship("past-", 20);
        relay.awaitState("LIVE");
        HttpResponse<String> begun = relay.post("/relays/rabbitmq/replays", "{\"target\":\"again\"}");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);

        JsonNode ended = relay.awaitEnd(begun.headers().firstValue("Location").orElseThrow());

        assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("COMPLETED");
        readUntil("again", "past-", 20).forEach((order, messages) -> assertThat(typesOf(messages)).as(order)
                .containsExactly(LIFE));
        assertThat(relay.post("/relays/rabbitmq/replays", "{\"target\":\"again\"}").statusCode()).isEqualTo(409);
        unbind("again");
    }

    /** A full queue holds the replay up in the middle, so that it is restarted and cancelled there. */
    @Test
    @Order(6)
    void goesOnWithAReplayAfterARestartAndCancelsOne() throws Exception {
        relay.ship("late-", 20);
        relay.awaitState("LIVE");
        bind("narrow", Map.of("x-max-length", 3, "x-overflow", "reject-publish"), "nothing");
        String replay = relay.post("/relays/rabbitmq/replays", "{\"target\":\"narrow\",\"useExisting\":true}")
                .headers().firstValue("Location").orElseThrow();
        awaitMessages("narrow", 3);

        relay.restart();

        assertThat(relay.get(replay).path("state").asString()).isEqualTo("RUNNING");
        Map<String, List<JsonNode>> again = readUntil("narrow", "late-", 20);
        again.forEach((order, messages) -> assertThat(typesOf(withoutRepetitions(messages))).as(order)
                .containsExactly(LIFE));
        String other = relay.post("/relays/rabbitmq/replays", "{\"target\":\"narrow\",\"useExisting\":true}")
                .headers().firstValue("Location").orElseThrow();
        awaitMessages("narrow", 3);
        HttpResponse<String> cancelled = relay.delete(other);
        assertThat(cancelled.statusCode()).isEqualTo(202);
        assertThat(JSON.readTree(cancelled.body()).path("state").asString()).isEqualTo("CANCELLED");
        assertThat(relay.delete(other).statusCode()).as("cancelled again").isEqualTo(202);
        assertThat(relay.delete("/replays/none").statusCode()).isEqualTo(404);
        assertThat(relay.get(other).path("position").asLong()).isLessThan(relay.get(other).path("until").asLong());
        unbind("narrow");
    }

    @Test
    @Order(7)
    void publishesThePastFromATimeOn() throws Exception {
        String time = Instant.now().toString();
        relay.ship("since-", 3);
        relay.awaitState("LIVE");
        String replay = relay.post("/relays/rabbitmq/replays", "{\"target\":\"since\",\"fromTime\":\"" + time + "\"}")
                .headers().firstValue("Location").orElseThrow();

        assertThat(relay.awaitEnd(replay).path("published").asLong()).isEqualTo(9);
        assertThat(readUntil("since", "", 3).keySet()).allMatch(order -> order.startsWith("since-"));
        unbind("since");
    }

    @Test
    @Order(8)
    void waitsForABrokerThatStandsStill() throws Exception {
        relay.awaitState("LIVE");
        bind("still", Map.of("x-queue-type", "quorum"), "order.#");
        rabbit.freeze(true);
        try {
            relay.ship("still-", 20);
            relay.awaitState("WAITING");
            assertThat(relay.answer("/actuator/health/readiness").statusCode()).isEqualTo(200);
        } finally {
            rabbit.freeze(false);
        }

        readUntil("still", "still-", 20).forEach((order, messages) -> assertThat(typesOf(withoutRepetitions(messages)))
                .as(order).contains(LIFE));
        relay.awaitState("LIVE");
        unbind("still");
    }

    @Test
    @Order(9)
    void sharesTheWorkWithAnotherInstanceAndLosesNothingWhenOneEnds() throws Exception {
        bind("shared", Map.of("x-queue-type", "quorum"), "order.#");
        ConfigurableApplicationContext another = relay.another();
        relay.ship("both-", 20);
        readUntil("shared", "both-", 20).forEach((order, messages) -> assertThat(typesOf(withoutRepetitions(messages)))
                .as(order).containsExactly(LIFE));

        relay.ship("left-", 20);
        relay.goOnWith(another);
        relay.ship("alone-", 20);

        readUntil("shared", "alone-", 20).forEach((order, messages) -> assertThat(typesOf(withoutRepetitions(messages)))
                .as(order).containsExactly(LIFE));
        unbind("shared");
    }

    private static void awaitMessages(String queue, long count) throws Exception {
        try (Connection connection = rabbit.connect(); Channel channel = connection.createChannel()) {
            await().atMost(RunningRelay.SOON).until(() -> channel.messageCount(queue) == count);
        }
    }

    private static void bind(String queue, Map<String, Object> arguments, String routingKey) throws Exception {
        try (Connection connection = rabbit.connect(); Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, arguments);
            channel.queueBind(queue, "orderflow.events", routingKey);
        }
    }

    private static void unbind(String... queues) throws Exception {
        try (Connection connection = rabbit.connect(); Channel channel = connection.createChannel()) {
            for (String queue : queues) {
                channel.queueDelete(queue);
            }
        }
    }

    private static List<String> typesOf(List<JsonNode> messages) {
        return messages.stream().map(message -> message.path("event_type").asString()).toList();
    }

    /** An event that is repeated comes again with its identifier. */
    private static List<JsonNode> withoutRepetitions(List<JsonNode> messages) {
        Set<String> seen = new LinkedHashSet<>();
        return messages.stream().filter(message -> seen.add(message.path("event_id").asString())).toList();
    }

    /** Takes the messages of each order of that prefix, until so many of them are shipped. */
    private static Map<String, List<JsonNode>> readUntil(String queue, String prefix, int orders) throws Exception {
        Map<String, List<JsonNode>> found = new LinkedHashMap<>();
        Map<String, String> identifiers = new LinkedHashMap<>();
        try (Connection connection = rabbit.connect(); Channel channel = connection.createChannel()) {
            await().atMost(RunningRelay.SOON).untilAsserted(() -> {
                for (GetResponse got = channel.basicGet(queue, true); got != null; got = channel.basicGet(queue,
                        true)) {
                    JsonNode message = JSON.readTree(new String(got.getBody(), StandardCharsets.UTF_8));
                    identifiers.put(message.path("event_id").asString(), got.getProps().getMessageId());
                    if (message.path("subject").asString().startsWith(prefix)) {
                        found.computeIfAbsent(message.path("subject").asString(), key -> new ArrayList<>())
                                .add(message);
                    }
                }
                assertThat(found.values())
                        .as(() -> "what came of orders " + prefix + ", while the relay says " + relay.story())
                        .hasSize(orders)
                        .allSatisfy(messages -> assertThat(messages.getLast().path("event_type").asString())
                                .isEqualTo("order.shipped"));
            });
        }
        assertThat(identifiers).allSatisfy((event, message) -> assertThat(message).isEqualTo(event));
        return found;
    }
}
