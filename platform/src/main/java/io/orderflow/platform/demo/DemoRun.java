package io.orderflow.platform.demo;

import io.orderflow.platform.demo.Plan.Fate;
import io.orderflow.platform.demo.Plan.Order;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Carries out a plan over HTTP, as several clients at once. */
final class DemoRun {

    private static final int CLIENTS = 16;
    private static final int REFUSED_FOR_NOW = 503;
    private static final Duration REST_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final Set<String> AT_REST = Set.of("AWAITING_SHIPMENT", "COMPLETED", "COMPENSATED");

    private final Api api;
    private final UnaryOperator<@Nullable String> tokens;
    private final Plan plan;
    private final Map<String, JsonNode> atRest = new ConcurrentHashMap<>();

    /**
     * @param api    the interface for an operator
     * @param tokens the token of a customer; null where nobody is asked for one
     */
    DemoRun(Api api, UnaryOperator<@Nullable String> tokens, Plan plan) {
        this.api = api;
        this.tokens = tokens;
        this.plan = plan;
    }

    void stockUp() {
        inParallel(plan.products(), product -> {
            post("/products", Map.of("sku", product.sku(), "name", product.name(), "unitPrice",
                    Plan.moneyJson(product.price()))).expect(201);
            if (product.stock() > 0) {
                post("/products/" + product.sku() + "/receipts", Map.of("quantity", product.stock())).expect(201);
            }
        });
    }

    void openAccounts() {
        inParallel(plan.accounts(), account -> {
            Api customer = as(account.customer());
            post(customer, "/accounts", Map.of("accountId", account.id(), "customerId", account.customer(), "owner",
                    "Owner of " + account.id(), "currency", account.funds().currency())).expect(201);
            post(customer, "/accounts/" + account.id() + "/deposits",
                    Map.of("amount", Plan.moneyJson(account.funds()))).expect(201);
        });
    }

    void placeOrders() {
        inParallel(plan.orders(), order -> {
            post(as(order.customer()), "/orders", order.json(), "place-" + order.id()).expect(201);
            if (order.fate() == Fate.CANCELLED_AT_ONCE) {
                cancel(order);
            }
        });
    }

    void shipAndCancel() {
        inParallel(plan.orders(), order -> {
            if (order.fate() == Fate.SHIPPED) {
                post("/orders/" + order.id() + "/shipment", Map.of("carrier", "Pigeon")).expect(200);
                atRest.remove(order.id());
            } else if (order.fate() == Fate.CANCELLED_LATER) {
                cancel(order);
                atRest.remove(order.id());
            }
        });
    }

    private void cancel(Order order) {
        post(as(order.customer()), "/orders/" + order.id() + "/cancellation",
                Map.of("reason", Fate.CANCELLED_LATER.reason)).expect(200);
    }

    private Api as(String customer) {
        return api.as(tokens.apply(customer));
    }

    private Api.Answer post(String path, Object body) {
        return post(api, path, body);
    }

    private static Api.Answer post(Api client, String path, Object body) {
        return post(client, path, body, UUID.randomUUID().toString());
    }

    /** Posts a request. A request that is refused for now is sent again after the time that the answer names. */
    private static Api.Answer post(Api client, String path, Object body, String idempotencyKey) {
        long deadline = System.nanoTime() + REST_TIMEOUT.toNanos();
        Api.Answer answer = client.post(path, body, idempotencyKey);
        while (answer.status() == REFUSED_FOR_NOW && System.nanoTime() < deadline) {
            LockSupport.parkNanos(retryAfter(answer).toNanos());
            answer = client.post(path, body, idempotencyKey);
        }
        return answer;
    }

    private static Duration retryAfter(Api.Answer refusal) {
        return Duration.ofSeconds(refusal.response().headers().firstValueAsLong("Retry-After").orElse(1));
    }

    /** Waits until no order is on its way any more, and returns the orders as they are then. */
    Map<String, JsonNode> awaitRest() {
        long deadline = System.nanoTime() + REST_TIMEOUT.toNanos();
        long head = api.head();
        inParallel(plan.orders().stream().filter(order -> !atRest.containsKey(order.id())).toList(), order -> {
            JsonNode document = api.get("/orders/" + order.id(), head).expect(200);
            while (!AT_REST.contains(document.path("saga").path("step").asString(""))) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Not at rest in time: " + document);
                }
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
                document = api.get("/orders/" + order.id()).expect(200);
            }
            atRest.put(order.id(), document);
        });
        return Map.copyOf(atRest);
    }

    /** Reads every order again, as of the head of the log at least. */
    Map<String, JsonNode> readOrders() {
        long head = api.head();
        inParallel(plan.orders(), order -> atRest.put(order.id(), api.get("/orders/" + order.id(), head).expect(200)));
        return Map.copyOf(atRest);
    }

    private <T> void inParallel(List<T> items, Consumer<T> action) {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<? extends Future<?>> running = items.stream()
                    .map(item -> clients.submit(() -> action.accept(item)))
                    .toList();
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
