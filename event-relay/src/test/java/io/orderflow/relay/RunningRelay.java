package io.orderflow.relay;

import static org.awaitility.Awaitility.await;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.Parcel;
import io.orderflow.api.stock.Sku;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The relay as its own main starts it, with an event store and a database that outlive its restarts. */
final class RunningRelay implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Money TOTAL = Money.of("3.00", "USD");

    private final AxonServer eventStore;
    private final MongoServer database = new MongoServer(new MemoryBackend());
    private final List<String> settings;
    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext relay;

    RunningRelay(Path folder, String... settings) {
        this.eventStore = AxonServer.start(AxonServerConfig.tcp(folder.resolve("events"), 0));
        String uri = "mongodb://127.0.0.1:" + database.bind().getPort();
        this.settings = new ArrayList<>(List.of("--spring.config.name=event-relay", "--server.port=0",
                "--axon.axonserver.servers=127.0.0.1:" + eventStore.port(),
                "--orderflow.checkpoints.uri=" + uri + "/orderflow_checkpoints",
                "--orderflow.checkpoints.claim-interval=500ms", "--orderflow.checkpoints.retry-interval=500ms",
                "--orderflow.relay.retry-interval=50ms", "--orderflow.relay.max-retry-interval=500ms"));
        this.settings.addAll(Arrays.asList(settings));
        this.relay = launch();
    }

    private ConfigurableApplicationContext launch() {
        return new SpringApplicationBuilder(EventRelayApplication.class).bannerMode(Banner.Mode.OFF)
                .run(settings.toArray(String[]::new));
    }

    void restart() {
        relay.close();
        relay = launch();
    }

    /** Ends the relay, while another one of the same settings goes on, and lets the tests ask that one. */
    void goOnWith(ConfigurableApplicationContext another) {
        relay.close();
        relay = another;
    }

    /** A further relay with the same event store, database and brokers. */
    ConfigurableApplicationContext another() {
        return launch();
    }

    /** The events of one order from its placing to its shipping, the reason of whose parcel may be long. */
    static List<DomainEventMessage<?>> shipped(String order, String carrier) {
        OrderId id = new OrderId(order);
        CustomerId customer = new CustomerId("c1");
        List<OrderEvent> events = List.of(
                new OrderEvent.OrderPlaced(id, customer, new AccountId("a1"),
                        List.of(new OrderLine(new Sku("PEN"), 2, Money.of("1.50", "USD"))), TOTAL),
                new OrderEvent.OrderConfirmed(id, customer, TOTAL),
                new OrderEvent.OrderShipped(id, customer, TOTAL, new Parcel(carrier, null)));
        List<DomainEventMessage<?>> messages = new ArrayList<>();
        for (OrderEvent event : events) {
            messages.add(new GenericDomainEventMessage<>("Order", id.toString(), messages.size(), event));
        }
        return messages;
    }

    /** Appends the events of so many orders, whose names begin alike. */
    void ship(String prefix, int orders) {
        EventStore events = relay.getBean(EventStore.class);
        for (int order = 0; order < orders; order++) {
            events.publish(shipped(prefix + order, "Pigeon"));
        }
    }

    void append(List<DomainEventMessage<?>> events) {
        relay.getBean(EventStore.class).publish(events);
    }

    /** The event processor of this name, which an operator may pause. */
    StreamingEventProcessor processor(String name) {
        return relay.getBean(EventProcessingConfiguration.class).eventProcessor(name, StreamingEventProcessor.class)
                .orElseThrow();
    }

    JsonNode get(String path) {
        return JSON.readTree(send(request(path).GET()).body());
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    HttpResponse<String> answer(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> raw(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = request(path).method(method, body);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    URI uri(String path) {
        int port = ((WebServerApplicationContext) relay).getWebServer().getPort();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(SOON);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Waits for a state of the only relay. */
    JsonNode awaitRelay(Predicate<JsonNode> condition) {
        return await().atMost(SOON).until(() -> get("/relays").path("items").path(0), condition);
    }

    JsonNode awaitState(String state) {
        return awaitRelay(relay -> relay.path("state").asString().equals(state));
    }

    /** What it says of itself, for the report of a test that waits in vain. */
    String story() {
        return get("/relays") + ", of events set aside " + get("/dead-letters") + ", of its health "
                + answer("/actuator/health").body();
    }

    /** Waits until a replay has ended. */
    JsonNode awaitEnd(String replay) {
        return await().atMost(SOON).until(() -> get(replay), one -> one.has("endedAt")
                && !one.path("endedAt").isNull());
    }

    @Override
    public void close() {
        relay.close();
        eventStore.close();
        database.shutdownNow();
    }
}
