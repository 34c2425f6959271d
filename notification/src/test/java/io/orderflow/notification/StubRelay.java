package io.orderflow.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.orderflow.relay.RabbitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Publishes what the relay publishes, by the expectations of this module, which the relay's build holds against the relay
 * itself. So a message of these tests has what the relay's have, and no field that an expectation does not name.
 */
final class StubRelay implements AutoCloseable {

    private static final Path EXPECTATIONS = Path.of("src/main/contracts/event-relay");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String EXCHANGE = "orderflow.events";
    private static final String TOPIC = "orderflow.orders";

    private final Connection connection;
    private final Channel channel;
    private final KafkaProducer<String, String> producer;

    StubRelay(RabbitServer rabbit, String kafka) throws Exception {
        connection = rabbit.connect();
        channel = connection.createChannel();
        channel.confirmSelect();
        channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.TOPIC, true);
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka), new StringSerializer(),
                new StringSerializer());
    }

    /** An event of its own identity, as the expectation of that name has it, with these texts of the data. */
    static ObjectNode event(String expectation, Map<String, String> data) {
        try {
            ObjectNode message = (ObjectNode) JSON
                    .readTree(Files.readString(EXPECTATIONS.resolve(expectation + ".json"))).path("message");
            message.put("event_id", UUID.randomUUID().toString());
            message.put("timestamp", Instant.now().toString());
            data.forEach((name, value) -> ((ObjectNode) message.path("data")).put(name, value));
            return message;
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    static ObjectNode ofOrder(String step, String order, String customer) {
        return event("order-" + step, Map.of("order_id", order, "customer_id", customer));
    }

    static ObjectNode withTotal(ObjectNode event, String amount) {
        ((ObjectNode) event.at("/data/total")).put("amount", amount);
        return event;
    }

    static ObjectNode ofCustomer(String expectation, String customer, String email) {
        return event("customer-" + expectation, Map.of("customer_id", customer, "email", email));
    }

    /** As the relay does for those who have subscribed to the exchange. */
    void toRabbit(JsonNode... events) throws Exception {
        for (JsonNode event : events) {
            publish(EXCHANGE, event.path("event_type").asString(), event.toString());
        }
    }

    /** As a replay does, whose target is a queue. */
    void replayTo(String queue, JsonNode... events) throws Exception {
        for (JsonNode event : events) {
            publish("", queue, event.toString());
        }
    }

    void publish(String exchange, String routingKey, String body) throws Exception {
        channel.basicPublish(exchange, routingKey, new AMQP.BasicProperties.Builder().deliveryMode(2).build(),
                body.getBytes(UTF_8));
        channel.waitForConfirmsOrDie(10_000);
    }

    void toKafka(JsonNode... events) throws Exception {
        for (JsonNode event : events) {
            toKafka(event.at("/data/order_id").asString(), event.toString());
        }
    }

    void toKafka(String key, String body) throws Exception {
        producer.send(new ProducerRecord<>(TOPIC, key, body)).get();
    }

    /** The messages that wait in a queue; those that a consumer has and not acknowledged are not among them. */
    long waitingIn(String queue) {
        try {
            return channel.messageCount(queue);
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Override
    public void close() throws IOException {
        producer.close();
        connection.close();
    }
}
