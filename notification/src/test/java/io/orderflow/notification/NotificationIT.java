package io.orderflow.notification;

import static io.orderflow.notification.StubRelay.ofCustomer;
import static io.orderflow.notification.StubRelay.ofOrder;
import static io.orderflow.notification.StubRelay.withTotal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.rabbitmq.client.Connection;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.notification.MailBox.Mail;
import io.orderflow.relay.RabbitServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.bson.Document;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two instances of the service, as competing workers, with RabbitMQ, Kafka and an SMTP server. The tests share them, and
 * each has orders and customers of its own; those that end a server come last.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NotificationIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String[] STEPS = {"placed", "confirmed", "shipped", "rejected", "refunded"};

    @TempDir
    private static Path folder;
    private static RabbitServer rabbit;
    private static KafkaClusterTestKit kafka;
    private static final MongoServer DATABASE = new MongoServer(new MemoryBackend());
    private static MailBox mail;
    private static StubRelay relay;
    private static RunningNotification service;
    private static RunningNotification other;
    private static List<String> settings;

    @BeforeAll
    static void start() throws Exception {
        rabbit = RabbitServer.start(folder.resolve("rabbitmq"));
        kafka = new KafkaClusterTestKit.Builder(
                new TestKitNodes.Builder().setNumBrokerNodes(1).setNumControllerNodes(1).build())
                .setConfigProp("offsets.topic.replication.factor", "1")
                .setConfigProp("group.initial.rebalance.delay.ms", "0")
                .build();
        kafka.format();
        kafka.startup();
        kafka.waitForReadyBrokers();
        mail = new MailBox();
        // The log as a service has it.
        settings = List.of("--logging.config=classpath:logback.xml", "--spring.rabbitmq.addresses=" + rabbit.uri(),
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(), "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + mail.port(), "--spring.kafka.consumer.properties.metadata.max.age.ms=500",
                "--orderflow.notification.uri=mongodb://127.0.0.1:" + DATABASE.bind().getPort() + "/notification",
                "--orderflow.notification.email.pauses=300ms,300ms");
        relay = new StubRelay(rabbit, kafka.bootstrapServers());
        service = new RunningNotification(settings);
        other = new RunningNotification(settings);
        await().atMost(SOON).ignoreExceptions().until(() -> {
            try (Connection connection = rabbit.connect()) {
                return connection.createChannel().queueDeclarePassive("notification.events") != null;
            }
        });
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable one : new AutoCloseable[]{service, other, relay, mail, kafka, rabbit}) {
            if (one != null) {
                one.close();
            }
        }
        DATABASE.shutdownNow();
    }

    @Test
    @Order(1)
    void writesOnceAboutEachStepWhateverComesTwiceOrInAnotherOrder() throws Exception {
        List<ObjectNode> events = new ArrayList<>();
        for (int order = 0; order < 10; order++) {
            for (String step : STEPS) {
                events.add(ofOrder(step, "first-" + order, "c1"));
            }
        }
        events.addAll(List.copyOf(events));
        Collections.shuffle(events, new Random(1));
        relay.toRabbit(ofCustomer("registered", "c1", "ada@example.org"));

        relay.toRabbit(events.toArray(ObjectNode[]::new));

        await().atMost(SOON).until(() -> mail.mails().size() >= 50);
        awaitQuiet();
        IntStream.range(0, 10).forEach(order -> assertThat(mail.about("first-" + order)).hasSize(STEPS.length)
                .allSatisfy(one -> assertThat(one.to()).isEqualTo("ada@example.org"))
                .extracting(Mail::id).doesNotHaveDuplicates());
        assertThat(mail.about("first-3")).extracting(Mail::text)
                .anySatisfy(text -> assertThat(text).contains("was rejected: a product is out of stock"));
        JsonNode emails = service.get("/emails?orderId=first-3");
        assertThat(emails.path("items")).hasSize(STEPS.length).allSatisfy(one -> assertThat(one.path("state")
                .asString()).isEqualTo("SENT"));
    }

    @Test
    @Order(2)
    void sendsNothingTwiceWhenThePastComesAgain() throws Exception {
        ObjectNode[] past = {ofOrder("placed", "past-0", "c1"), ofOrder("shipped", "past-0", "c1")};
        relay.toRabbit(past);
        await().atMost(SOON).until(() -> mail.about("past-0").size() == 2);
        relay.replayTo("notification.events", past);
        relay.replayTo("notification.events", past);
        ObjectNode ancient = ofOrder("placed", "past-1", "c1").put("timestamp", "2020-01-01T00:00:00Z");
        relay.replayTo("notification.events", ancient);
        awaitState(ancient, "EXPIRED");

        awaitQuiet();

        assertThat(mail.about("past-0")).hasSize(2);
        assertThat(mail.about("past-1")).as("e-mails about an order of years ago").isEmpty();
    }

    @Test
    @Order(3)
    void keepsAnEmailUntilItsCustomerIsKnown() throws Exception {
        ObjectNode placed = ofOrder("placed", "unknown-0", "c2");
        relay.toRabbit(placed);
        awaitState(placed, "WAITING_FOR_CUSTOMER");
        assertThat(service.get("/emails?state=WAITING_FOR_CUSTOMER").path("items")).hasSize(1);
        assertThat(mail.about("unknown-0")).isEmpty();

        relay.toRabbit(ofCustomer("registered", "c2", "bob@example.org"));

        await().atMost(SOON).untilAsserted(() -> assertThat(mail.about("unknown-0")).singleElement()
                .extracting(Mail::to).isEqualTo("bob@example.org"));
    }

    @Test
    @Order(4)
    void writesToTheLatestAddressInWhateverOrderTheEventsCome() throws Exception {
        ObjectNode registered = ofCustomer("registered", "c3", "old@example.org");
        registered.put("timestamp", Instant.now().minusSeconds(60).toString());
        relay.toRabbit(ofCustomer("email-changed", "c3", "new@example.org"), registered);
        awaitQuiet();

        relay.toRabbit(ofOrder("confirmed", "moved-0", "c3"));

        await().atMost(SOON).untilAsserted(() -> assertThat(mail.about("moved-0")).singleElement()
                .extracting(Mail::to).isEqualTo("new@example.org"));
    }

    @Test
    @Order(5)
    void earnsPointsOnceAndTakesThemBackInWhateverOrderTheEventsCome() throws Exception {
        ObjectNode shipped = withTotal(ofOrder("shipped", "points-0", "c4"), "18.99");
        ObjectNode refunded = ofOrder("refunded", "points-1", "c4");
        relay.toKafka(shipped, shipped, ofOrder("placed", "points-0", "c4"), refunded,
                withTotal(ofOrder("shipped", "points-1", "c4"), "50.00"),
                withTotal(ofOrder("shipped", "points-2", "c4"), "7.00"), shipped, refunded);

        JsonNode points = await().atMost(SOON).until(() -> service.get("/points/c4"),
                found -> found.path("earned").asLong() == 75 && found.path("takenBack").asLong() == 50);
        assertThat(points.path("points").asLong()).isEqualTo(25);
        assertThat(service.get("/points/nobody").path("points").asLong()).isZero();
    }

    @Test
    @Order(6)
    void setsAsideWhatItCannotReadAndGoesOn() throws Exception {
        relay.publish("", "notification.events", "no JSON");
        relay.replayTo("notification.events", ofOrder("placed", "newer-0", "c1").put("version", 2));
        relay.toKafka("k", "{\"event_type\":\"order.shipped\"}");
        relay.toKafka(withTotal(ofOrder("shipped", "aside-0", "c5"), "1.00"));
        relay.toRabbit(ofOrder("placed", "aside-0", "c1"));

        await().atMost(SOON).until(() -> mail.about("aside-0").size() == 1);
        await().atMost(SOON).until(() -> service.get("/points/c5").path("points").asLong() == 1);
        JsonNode aside = service.get("/set-aside-events").path("items");
        assertThat(aside).hasSize(3);
        assertThat(aside.toString()).contains("no JSON", "order.placed is not of version 1", "orderflow.orders");
        assertThat(mail.about("newer-0")).isEmpty();
        assertThat(service.delete("/set-aside-events/" + aside.path(0).path("id").asString()).statusCode())
                .isEqualTo(204);
        assertThat(service.delete("/set-aside-events/none").statusCode()).isEqualTo(404);
    }

    @Test
    @Order(7)
    void triesAgainAndParksAnEmailUntilAnOperatorHasItSent(CapturedOutput output) throws Exception {
        mail.stop();
        ObjectNode placed = ofOrder("placed", "parked-0", "c1");
        relay.toRabbit(placed);

        JsonNode parked = awaitState(placed, "PARKED");
        assertThat(parked.path("attempts").asInt()).isEqualTo(2);
        assertThat(parked.path("failure").asString()).isEqualTo("The mail server has not taken the e-mail");
        assertThat(output.getAll().lines().filter(line -> line.contains("is parked: ")))
                .as("the trace and the order are fields of the line").singleElement().asString()
                .endsWith(" " + placed.path("trace_id").asString() + " parked-0");
        assertThat(relay.waitingIn("email.parking")).isEqualTo(1);
        await().atMost(SOON).until(() -> service.answer("/actuator/health").body().contains("\"parked\":1"));
        assertThat(service.answer("/actuator/health/readiness").statusCode()).isEqualTo(200);

        ObjectNode retried = ofOrder("placed", "retried-0", "c1");
        relay.toRabbit(retried);
        await().atMost(SOON).until(() -> emailOf(retried).path("attempts").asInt() > 0);
        mail.restart();
        assertThat(service.post("/emails/retries").body()).contains("\"retried\":1");
        await().atMost(SOON).until(() -> mail.about("parked-0").size() == 1 && mail.about("retried-0").size() == 1);
        assertThat(relay.waitingIn("email.parking")).isZero();
    }

    @Test
    @Order(8)
    void parksAtOnceWhatTheMailServerRefusesForGood() throws Exception {
        relay.toRabbit(ofCustomer("registered", "c6", "not an address"));
        ObjectNode placed = ofOrder("placed", "refused-0", "c6");
        relay.toRabbit(placed);

        assertThat(awaitState(placed, "PARKED").path("attempts").asInt()).isZero();
        assertThat(service.answer("/actuator/prometheus").body()).contains("orderflow_notification_emails{");
    }

    /** Its message is gone with the data of a broker, and its event is older than any that calls for an e-mail. */
    @Test
    @Order(9)
    void triesAParkedEmailAgainThatIsInNoQueue() throws Exception {
        String uri = settings.stream().filter(one -> one.startsWith("--orderflow.notification.uri="))
                .map(one -> one.substring(one.indexOf('=') + 1)).findFirst().orElseThrow();
        try (MongoClient client = MongoClients.create(uri)) {
            client.getDatabase("notification").getCollection("emails").insertOne(Document.parse("""
                    {"_id": "old-1", "kind": "PLACED", "orderId": "old-0", "customerId": "c1", "total": "1.00 USD",
                     "state": "PARKED", "attempts": 6, "failure": "away"}""")
                    .append("occurredAt", Date.from(Instant.now().minus(Duration.ofDays(9))))
                    .append("changedAt", new Date()).append("queuedAt", new Date())
                    .append("claimedUntil", new Date(0)));
        }

        assertThat(service.post("/emails/retries").statusCode()).isEqualTo(202);

        await().atMost(SOON).until(() -> mail.about("old-0").size() == 1);
        assertThat(service.get("/emails/old-1").path("reopened").asBoolean()).isTrue();
    }

    @Test
    @Order(10)
    void losesAndDoublesNothingWhenAnInstanceAndTheBrokerEnd(CapturedOutput output) throws Exception {
        List<ObjectNode> events = IntStream.range(0, 60).mapToObj(order -> ofOrder("placed", "ended-" + order, "c1"))
                .toList();
        relay.toRabbit(events.toArray(ObjectNode[]::new));
        other.close();
        awaitConsumers(1);
        rabbit.kill();
        awaitConsumers(0);
        awaitLines(output, "consumer email-events makes no progress");
        assertThat(service.answer("/actuator/health/readiness").statusCode()).isEqualTo(200);
        rabbit.restart();
        awaitConsumers(1);
        awaitLines(output, "consumer email-events goes on again");
        assertThat(output).doesNotContain("SimpleMessageListenerContainer", "CachingConnectionFactory",
                "consumer points makes no progress");
        other = new RunningNotification(settings);

        await().atMost(SOON.multipliedBy(2)).untilAsserted(() -> assertThat(events)
                .allSatisfy(event -> assertThat(mail.about(event.at("/data/order_id").asString())).hasSize(1)));
    }

    /** One line about a fact, however long it lasts. */
    private static void awaitLines(CapturedOutput output, String fact) {
        await().atMost(SOON).untilAsserted(
                () -> assertThat(output.getAll().lines().filter(line -> line.contains(fact))).hasSize(1));
    }

    /** Kafka is there all the time. */
    private static void awaitConsumers(int up) {
        await().atMost(SOON.multipliedBy(2))
                .untilAsserted(() -> assertThat(service.answer("/actuator/prometheus").body())
                        .contains(consumer("email-events", up), consumer("email-work", up), consumer("points", 1)));
    }

    private static String consumer(String name, int up) {
        return "orderflow_notification_consumer_up{consumer=\"" + name + "\"} " + up;
    }

    private static JsonNode emailOf(ObjectNode event) {
        return service.get("/emails/" + event.path("event_id").asString());
    }

    private static JsonNode awaitState(ObjectNode event, String state) {
        return await().atMost(SOON).until(() -> emailOf(event), email -> email.path("state").asString("")
                .equals(state));
    }

    /** Until everything that was published before is handled: what is published last is handled too. */
    private static void awaitQuiet() throws Exception {
        List<ObjectNode> last = IntStream.range(0, 8).mapToObj(each -> ofOrder("placed", "last", "c1")).toList();
        relay.toRabbit(last.toArray(ObjectNode[]::new));
        last.forEach(event -> awaitState(event, "SENT"));
        await().atMost(SOON).until(() -> relay.waitingIn("notification.events") == 0
                && relay.waitingIn("email") == 0 && service.get("/emails?state=DUE").path("items").isEmpty());
    }
}
