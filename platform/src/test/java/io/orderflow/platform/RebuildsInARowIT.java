package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.platform.demo.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Rebuilds read models again and again on a machine that has no time for it, where threads stop at any instruction:
 * what two threads can do to each other shows within some hundred rebuilds. Makes {@code rebuilds.in-a-row} of them:
 * 200, or 2,000 with {@code -Pchaos}. Half of them are of {@code stock}, and orders are placed meanwhile.
 */
@Tag("alone")
class RebuildsInARowIT {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildsInARowIT.class);
    private static final int REBUILDS = Integer.getInteger("rebuilds.in-a-row", 200);
    private static final int BURNERS = 2 * Runtime.getRuntime().availableProcessors();
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);
    private static final Duration ONE_REBUILD = Duration.ofMinutes(2);
    private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(1);
    /** With so few, the log stays so short that it is read by event processors, and not replayed. */
    private static final int MAX_ORDERS = 30;
    private static final String MOST_OFTEN = "stock";
    private static final List<String> SKUS = List.of("PEN", "CUP", "INK", "MAP");

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.own();
    private static final Api api = platform.api();
    private static final PlatformClient client = platform.client("ann");

    private volatile boolean ended;

    @BeforeAll
    static void stockUp() {
        client.open("acc", "Ann", "USD", "1000000.00");
        SKUS.forEach(sku -> client.list(sku, sku, "1.50", 1_000));
    }

    @Test
    void differInNothingFromWhatTheyReplace() throws Exception {
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            IntStream.range(0, BURNERS).forEach(number -> threads.submit(this::burn));
            threads.submit(this::placeOrders);
            List<Future<?>> rows = new ArrayList<>();
            List<String> others = projections().filter(name -> !name.equals(MOST_OFTEN)).toList();
            rows.add(threads.submit(() -> rebuild(MOST_OFTEN, REBUILDS / 2)));
            others.forEach(name -> rows.add(
                    threads.submit(() -> rebuild(name, Math.ceilDiv(REBUILDS / 2, others.size())))));
            try {
                for (Future<?> row : rows) {
                    row.get();
                }
            } finally {
                ended = true;
            }
        }
        LOG.info("{} rebuilds differed in nothing, in {} s", REBUILDS,
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        SKUS.forEach(sku -> client.read("/products/" + sku));
        api.get("/projections").expect(200).path("items")
                .forEach(projection -> assertThat(projection.path("gaps").asLong()).isZero());
    }

    private static Stream<String> projections() {
        return api.get("/projections").expect(200).path("items").valueStream().map(one -> one.path("name").asString());
    }

    private void rebuild(String projection, int times) {
        for (int time = 0; time < times; time++) {
            JsonNode begun = api.post("/projections/" + projection + "/rebuilds", Map.of()).expect(202);
            JsonNode ended = awaitEnd("/rebuilds/" + begun.path("rebuildId").asString());
            JsonNode comparison = ended.path("comparison");
            assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("PROMOTED");
            assertThat(comparison.path("changed").asLong() + comparison.path("added").asLong()
                    + comparison.path("gone").asLong()).as(ended.toString()).isZero();
            if (projection.equals(MOST_OFTEN)) {
                assertThat(comparison.path("same").asLong()).as(ended.toString()).isEqualTo(SKUS.size());
            }
        }
    }

    private static JsonNode awaitEnd(String rebuild) {
        long deadline = System.nanoTime() + ONE_REBUILD.toNanos();
        JsonNode found = api.get(rebuild).expect(200);
        while (List.of("RUNNING", "COMPARING").contains(found.path("state").asString())
                || found.path("state").asString().equals("PROMOTED") && found.path("comparison").isMissingNode()) {
            assertThat(System.nanoTime()).as(found.toString()).isLessThan(deadline);
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
            found = api.get(rebuild).expect(200);
        }
        return found;
    }

    private void burn() {
        while (!ended) {
            Thread.onSpinWait();
        }
    }

    private void placeOrders() {
        for (int number = 0; number < MAX_ORDERS && !ended; number++) {
            client.place("row-" + number, "acc", PlatformClient.line(SKUS.get(number % SKUS.size()), 1, "1.50"));
            LockSupport.parkNanos(BETWEEN_ORDERS.toNanos());
        }
    }
}
