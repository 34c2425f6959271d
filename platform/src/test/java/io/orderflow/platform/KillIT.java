package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.audit.Audit;
import io.orderflow.audit.AuditOptions;
import io.orderflow.audit.AuditTarget;
import io.orderflow.audit.Finding;
import io.orderflow.platform.address.AddressFile;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Kills the process, with the database that is in it, at random moments while orders are placed, cancelled and shipped:
 * as they are, in a rebuild, and at its swap, in turns. Whatever was acknowledged must be there afterwards and come to
 * rest by itself, with nothing held for an order that does not hold it. The number of rounds is {@code chaos.rounds}: 3,
 * or 30 with {@code -Pchaos}.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillIT {

    private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 3);
    private static final int CLIENTS = 4;
    /** Acknowledged requests that are repeated after each kill, the latest of them. */
    private static final int REPEATS = 20;
    private static final Set<String> AT_REST = Set.of("AWAITING_SHIPMENT", "COMPLETED", "COMPENSATED");
    private static final int STOCK = 1_000_000;
    /** Enough of them that no stream grows so long that loading it is what is tested. */
    private static final List<String> SKUS = names("sku-");
    private static final List<String> ACCOUNTS = names("acc-");

    private static final List<String> REBUILT = List.of("orders", "history", "statements", "sagas", "customers");

    /** When the process is killed: the states of a rebuild that is waited for. */
    private enum Moment {
        UNDER_LOAD(Set.of()), IN_A_REBUILD(Set.of("RUNNING", "COMPARING", "PROMOTED")), AT_A_SWAP(
                Set.of("COMPARING", "PROMOTED"));

        private final Set<String> states;

        Moment(Set<String> states) {
            this.states = states;
        }
    }

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private int rebuilds;
    @RegisterExtension
    final PlatformProcess platform = new PlatformProcess();
    private final Api api = platform.api();

    @Test
    void losesNoOrderAndHoldsNothingForNobody() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        prepare();
        int placedUnderLoad = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            int before = acknowledged.size();
            Duration untilKill = Duration.ofMillis(500 + random.nextInt(4_000));
            Moment moment = Moment.values()[round % Moment.values().length];
            killUnderLoad(untilKill, moment);
            int placed = acknowledged.size() - before;
            LOG.info("Round {} of {} (seed {}): {} orders were acknowledged within {} before the kill {}", round,
                    ROUNDS, seed, placed, untilKill, moment);
            placedUnderLoad += placed;
            repeatRequests();
            awaitRest();
            await().atMost(Duration.ofSeconds(60)).until(() -> api.get("/projections").expect(200).path("items")
                    .valueStream().allMatch(projection -> projection.path("rebuildId").isNull()));
            // What is last acknowledged as handled may be a letter that is just being retried.
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(breaches()).isEmpty());
        }
        assertThat(placedUnderLoad).as("orders that were acknowledged before a kill").isGreaterThan(ROUNDS);
    }

    private void prepare() {
        for (String sku : SKUS) {
            api.post("/products", Map.of("sku", sku, "name", sku, "unitPrice", usd("1.00"))).expect(201);
            api.post("/products/" + sku + "/receipts", Map.of("quantity", STOCK)).expect(201);
        }
        for (String account : ACCOUNTS) {
            api.post("/accounts", Map.of("accountId", account, "owner", "Ada", "currency", "USD")).expect(201);
            api.post("/accounts/" + account + "/deposits", Map.of("amount", usd("1000000.00"))).expect(201);
        }
    }

    /** The database, which is in the process, dies with it while it takes what a rebuild writes, or moves a pointer. */
    private void awaitRebuild(Moment moment) {
        if (moment == Moment.UNDER_LOAD) {
            return;
        }
        Answer begun = api.post("/projections/" + of(REBUILT, rebuilds++) + "/rebuilds", Map.of());
        begun.expect(202);
        String rebuild = header(begun, "Location");
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
                .until(() -> moment.states.contains(api.get(rebuild).expect(200).path("state").asString()));
    }

    private void killUnderLoad(Duration untilKill, Moment moment) throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                running.add(clients.submit(() -> {
                    try {
                        placeUntil(stop);
                    } finally {
                        stop.countDown();
                    }
                }));
            }
            boolean stoppedEarly = stop.await(untilKill.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(stoppedEarly).as("a client has ended before the kill").isFalse();
            awaitRebuild(moment);
            platform.kill();
            stop.countDown();
            for (Future<?> client : running) {
                client.get(60, TimeUnit.SECONDS);
            }
        }
        platform.restart();
    }

    /** Places orders, ships one in five of them, cancels one in five, until the server is gone. */
    private void placeUntil(CountDownLatch stop) {
        while (stop.getCount() > 0) {
            int number = numbers.incrementAndGet();
            String id = "o-" + number;
            try {
                Answer placed = place(number);
                if (placed.status() == 201) {
                    acknowledged.add(id);
                }
                if (number % 5 == 0) {
                    api.post("/orders/" + id + "/cancellation", Map.of("reason", "no"));
                } else if (number % 5 == 1) {
                    api.post("/orders/o-" + Math.max(1, number - 20) + "/shipment", Map.of());
                }
            } catch (UncheckedIOException killed) {
                unanswered.add(number);
                return;
            }
        }
    }

    private Answer place(int number) {
        return api.post("/orders", Map.of("orderId", "o-" + number, "customerId", "c", "accountId",
                of(ACCOUNTS, number), "lines", List.of(line(of(SKUS, number)), line(of(SKUS, number + 7)))),
                "place-" + number);
    }

    /** What was acknowledged is answered as before; what was not may have been done, and is done by now. */
    private void repeatRequests() {
        acknowledged.stream().skip(Math.max(0, acknowledged.size() - REPEATS)).forEach(id -> {
            Answer again = place(Integer.parseInt(id.substring(2)));
            again.expect(201);
            assertThat(header(again, "Idempotency-Hit")).isEqualTo("true");
            assertThat(header(again, "ETag")).isEqualTo("\"0\"");
        });
        for (Integer number = unanswered.poll(); number != null; number = unanswered.poll()) {
            place(number).expect(201);
            if (!acknowledged.contains("o-" + number)) {
                acknowledged.add("o-" + number);
            }
        }
    }

    private void awaitRest() {
        long head = api.head();
        for (String id : acknowledged) {
            await(id).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50))
                    .until(() -> AT_REST.contains(order(id, head).path("saga").path("step").asString("")));
        }
        // An order whose acknowledgement was lost with the process may be there too, and must come to rest like the
        // others.
        await().atMost(Duration.ofSeconds(90)).until(() -> allOrders().stream()
                .allMatch(order -> AT_REST.contains(order.path("saga").path("step").asString(""))));
    }

    /** Out of the event log and the read models themselves. */
    private List<Finding> breaches() {
        try (AuditTarget target = AuditTarget.connect(AddressFile.read(platform.data()).orElseThrow())) {
            return Audit.run(target, AuditOptions.atRest()).findings();
        }
    }

    private List<JsonNode> allOrders() {
        List<JsonNode> orders = new ArrayList<>();
        long head = api.head();
        String cursor = "";
        do {
            JsonNode page = api.get("/orders?limit=200" + cursor, head).expect(200);
            page.path("items").forEach(orders::add);
            cursor = page.path("next").isString() ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());
        return orders;
    }

    private JsonNode order(String id, long head) {
        return api.get("/orders/" + id, head).expect(200);
    }

    private static List<String> names(String prefix) {
        return IntStream.range(0, 20).mapToObj(number -> prefix + number).toList();
    }

    private static String of(List<String> names, int number) {
        return names.get(number % names.size());
    }

    private static Map<String, Object> line(String sku) {
        return Map.of("sku", sku, "quantity", 1, "unitPrice", usd("1.00"));
    }

    private static Map<String, String> usd(String amount) {
        return Map.of("amount", amount, "currency", "USD");
    }
}
