package io.orderflow.platform.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.orderflow.platform.ServiceRoutes;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import io.orderflow.platform.description.ApprovedDescription;
import io.orderflow.platform.services.ServiceProcesses;
import io.orderflow.service.description.DescribedAnswers;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Tells the story of orders by the e-mails and points of their customer, from a refusal, a shipping and a refund to the
 * inbox, over Kafka and RabbitMQ; and kills each process once in the middle of it, the brokers included.
 */
@Tag("alone")
class ReactionsIT {

    private static final Logger LOG = LoggerFactory.getLogger(ReactionsIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration REST = Duration.ofMinutes(5);
    private static final String CUSTOMER = "ada";
    /** Each start takes some seconds, in which another process can start too. */
    private static final int KILLED_TOGETHER = 3;

    @TempDir
    private Path folder;
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private Brokers brokers;
    private ServiceProcesses processes;
    private URI notification;
    private InsistentClient client;
    private long position;
    private final List<String> shipped = new ArrayList<>();
    private final List<String> refunded = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        mail.start();
        brokers = Brokers.start(folder.resolve("brokers"));
        processes = ServiceProcesses.startOnFreePorts(folder.resolve("data"), IntUnaryOperator.identity(),
                List.of("--spring.mail.host=127.0.0.1", "--spring.mail.port=" + mail.getSmtp().getPort(),
                        "--orderflow.notification.email.pauses=1s,2s,5s,5s,10s,10s"));
        notification = processes.startRelay(brokers.addresses()).getLast();
        client = new InsistentClient(new Api((method, path) -> path.startsWith("/points")
                || path.startsWith("/emails") ? notification : processes.uri(ServiceRoutes.of(method, path)),
                PATIENCE).shownTo(DescribedAnswers::hold));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : new AutoCloseable[]{processes, brokers, mail::stop}) {
            if (one != null) {
                one.close();
            }
        }
    }

    @Test
    void writesOnceAboutEachStepAndCountsThePointsWhateverIsKilled() throws Exception {
        ApprovedDescription.of("notification")
                .hold(new Api((method, path) -> notification, PATIENCE).get("/v3/api-docs").expect(200));
        openShop();
        trade("first");
        awaitTold();
        List<String> names = Stream.concat(processes.names().stream(), brokers.names().stream()).toList();
        for (int next = 0; next < names.size(); next += KILLED_TOGETHER) {
            List<String> together = names.subList(next, Math.min(next + KILLED_TOGETHER, names.size()));
            LOG.info("kills {}", together);
            together.forEach(this::kill);
            // Others are asked meanwhile; who needs what is away is repeated until it is back.
            List<Thread> starting = together.stream()
                    .map(name -> Thread.ofVirtual().start(() -> restart(name)))
                    .toList();
            trade(together.getFirst());
            starting.forEach(ReactionsIT::join);
        }

        awaitTold();

        assertThat(mails().values()).as("e-mails of one Message-ID; a kill of the service may repeat those in hand")
                .filteredOn(count -> count > 1).hasSizeLessThanOrEqualTo(2);
    }

    private void openShop() {
        post("/customers", Map.of("customerId", CUSTOMER, "name", "Ada", "email", "ada@example.org"), 201);
        post("/products", Map.of("sku", "PEN", "name", "Pen", "unitPrice", usd("1.50")), 201);
        post("/products/PEN/receipts", Map.of("quantity", 10_000), 201);
        post("/accounts", Map.of("accountId", "a1", "owner", "Ada", "currency", "USD"), 201);
        post("/accounts/a1/deposits", Map.of("amount", usd("100000.00")), 201);
    }

    /** One order is refused, one shipped, and one shipped and refunded. */
    private void trade(String name) {
        refused.add(place(name + "-refused", "UNKNOWN"));
        shipped.add(place(name + "-shipped", "PEN"));
        refunded.add(place(name + "-refunded", "PEN"));
        ship(shipped.getLast());
        ship(refunded.getLast());
        await().atMost(REST).until(() -> order(refunded.getLast()).at("/payment/status").asString().equals("CAPTURED"));
        post("/payments/" + refunded.getLast() + "/refund", null, 200);
    }

    private String place(String order, String sku) {
        post("/orders", Map.of("orderId", order, "customerId", CUSTOMER, "accountId", "a1", "lines",
                List.of(Map.of("sku", sku, "quantity", 5, "unitPrice", usd("1.50")))), 201);
        return order;
    }

    private void ship(String order) {
        await().atMost(REST).until(() -> order(order).path("status").asString().equals("CONFIRMED"));
        post("/orders/" + order + "/shipment", Map.of("carrier", "Pigeon"), 200);
    }

    private void post(String path, Object body, int expected) {
        Answer answer = client.post(path, body, keyOf(path + body));
        assertThat(answer.status()).as(path).isEqualTo(expected);
        position = Math.max(position, answer.response().headers().firstValueAsLong("Consistency-Token").orElse(0));
    }

    /** The order, at least as new as all that this test has done. */
    private JsonNode order(String order) {
        return client.get("/orders/" + order, position);
    }

    private static String keyOf(String request) {
        return UUID.nameUUIDFromBytes(request.getBytes(UTF_8)).toString();
    }

    private static Map<String, String> usd(String amount) {
        return Map.of("amount", amount, "currency", "USD");
    }

    private void kill(String name) {
        if (brokers.names().contains(name)) {
            brokers.kill(name);
        } else {
            processes.process(name).destroyForcibly();
            processes.process(name).onExit().join();
        }
    }

    private void restart(String name) {
        if (brokers.names().contains(name)) {
            brokers.restart(name);
        } else {
            processes.restart(name);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the customer has been told of everything, and has the points of what was shipped and not refunded. */
    private void awaitTold() {
        TreeSet<String> expected = new TreeSet<>();
        tell(expected, refused, "was received", "was rejected");
        tell(expected, shipped, "was received", "is confirmed", "was shipped");
        tell(expected, refunded, "was received", "is confirmed", "was shipped", "was refunded");
        await().atMost(REST).pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(subjects()).as("see %s", processes.logs()).isEqualTo(expected));
        // Either alone is right for a moment while orders are missing from both.
        await().atMost(REST).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            JsonNode points = client.get("/points/" + CUSTOMER);
            assertThat(points.path("points").asLong()).isEqualTo(7L * shipped.size());
            assertThat(points.path("takenBack").asLong()).isEqualTo(7L * refunded.size());
        });
    }

    private static void tell(TreeSet<String> subjects, List<String> orders, String... steps) {
        orders.forEach(order -> Stream.of(steps).forEach(step -> subjects.add("Your order " + order + " " + step)));
    }

    private TreeSet<String> subjects() throws MessagingException {
        TreeSet<String> subjects = new TreeSet<>();
        for (MimeMessage message : mail.getReceivedMessages()) {
            subjects.add(message.getSubject());
        }
        return subjects;
    }

    /** How often each e-mail has come. */
    private Map<String, Integer> mails() {
        Map<String, Integer> counts = new TreeMap<>();
        try {
            for (MimeMessage message : mail.getReceivedMessages()) {
                counts.merge(message.getMessageID(), 1, Integer::sum);
            }
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
        return counts;
    }
}
