package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.audit.Audit;
import io.orderflow.audit.AuditOptions;
import io.orderflow.audit.AuditTarget;
import io.orderflow.platform.address.AddressFile;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Gives the platform more orders than it can take, from more clients at once than it works for, each of which goes on
 * at once whatever it is told. For {@code overload.seconds}: 5, or two minutes with {@code -Pchaos}.
 */
@Tag("alone")
class OverloadIT {

    private static final Logger LOG = LoggerFactory.getLogger(OverloadIT.class);
    private static final Duration OVERLOAD = Duration.ofSeconds(Integer.getInteger("overload.seconds", 5));
    /** Twice as many as are worked for and wait at once. */
    private static final int CLIENTS = 512;
    private static final int THINGS = 50;
    /** What a platform of this heap takes with all its read models, and half as much again. */
    private static final long MAX_RESIDENT_KIB = 1_200L * 1024;
    private static final Duration FULL_SPEED_WITHIN = Duration.ofSeconds(10);
    private static final int UNHURRIED_ORDERS = 20;
    private static final Duration UNHURRIED_ANSWER = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofMinutes(10);

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    @RegisterExtension
    final PlatformProcess platform = new PlatformProcess();
    private final Api api = platform.api();

    @Test
    void isRefusedPolitelyAndLeavesNothingBehind() throws Exception {
        // given
        prepare();

        // when
        overload();

        // then
        await("full speed").atMost(FULL_SPEED_WITHIN).until(this::takesOrdersUnhurriedly);
        LOG.info("Of {} orders, {} were accepted and {} refused", numbers, accepted.size(), refused);
        assertThat(accepted).isNotEmpty();
        assertThat(refused).hasPositiveValue();
        assertThat(platform.residentKib()).isLessThan(MAX_RESIDENT_KIB);
        awaitRest();
        try (AuditTarget target = AuditTarget.connect(AddressFile.read(platform.data()).orElseThrow())) {
            assertThat(Audit.run(target, AuditOptions.atRest()).findings()).isEmpty();
        }
    }

    private void prepare() {
        for (int thing = 0; thing < THINGS; thing++) {
            String sku = "sku-" + thing;
            api.post("/products", Map.of("sku", sku, "name", sku, "unitPrice", PlatformClient.usd("1.00"))).expect(201);
            api.post("/products/" + sku + "/receipts", Map.of("quantity", 1_000_000)).expect(201);
            api.post("/accounts", Map.of("accountId", "acc-" + thing, "owner", "Ada", "currency", "USD")).expect(201);
            api.post("/accounts/acc-" + thing + "/deposits", Map.of("amount", PlatformClient.usd("1000000.00")))
                    .expect(201);
        }
    }

    private void overload() throws Exception {
        long end = System.nanoTime() + OVERLOAD.toNanos();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                running.add(clients.submit(() -> {
                    while (System.nanoTime() < end) {
                        place();
                    }
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
    }

    /** Returns whether the order was accepted; the only other answer is a refusal that says when to come again. */
    private boolean place() {
        int number = numbers.incrementAndGet();
        String id = "o-" + number;
        Answer answer = api.post("/orders", Map.of("orderId", id, "customerId", "c-" + number % THINGS, "accountId",
                "acc-" + number % THINGS, "lines",
                List.of(PlatformClient.line("sku-" + number % THINGS, 1, "1.00"))));
        if (answer.status() == 201) {
            return accepted.add(id);
        }
        JsonNode problem = answer.expect(503);
        assertThat(problem.path("code").asString()).as("%s", problem).isEqualTo("OVERLOADED");
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        refused.incrementAndGet();
        return false;
    }

    private boolean takesOrdersUnhurriedly() {
        for (int order = 0; order < UNHURRIED_ORDERS; order++) {
            long began = System.nanoTime();
            if (!place() || System.nanoTime() - began > UNHURRIED_ANSWER.toNanos()) {
                return false;
            }
        }
        return true;
    }

    private void awaitRest() {
        await("rest").atMost(REST).pollInterval(Duration.ofMillis(500)).until(() -> {
            JsonNode orders = api.get("/sales").expect(200).path("orders");
            assertThat(orders.path("placed").asInt()).isLessThanOrEqualTo(accepted.size());
            return orders.path("confirmed").asInt() + orders.path("rejected").asInt() == accepted.size();
        });
    }
}
