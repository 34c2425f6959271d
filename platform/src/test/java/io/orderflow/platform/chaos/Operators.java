package io.orderflow.platform.chaos;

import io.orderflow.platform.demo.Api.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * People who look at what is stuck while it is, and do about it what the README offers: they retry, skip and cancel
 * processes, have payments asked for again and paid back, and retry or give up letters. What they give up is only what
 * is asked for again by itself, or by them. Thread-safe.
 */
final class Operators {

    private static final int MAX_THOUGHT_MILLIS = 4_000;
    private static final Map<String, String> REASON = Map.of("reason", "it takes too long");
    private static final Set<String> ASKED_FOR_AGAIN = Set.of("order-saga-stock", "order-saga-payments",
            "payment-policy");

    private final InsistentClient client;
    private final List<InsistentClient> services;
    private final Notebook notebook;
    private final AtomicInteger numbers = new AtomicInteger();

    Operators(InsistentClient client, List<InsistentClient> services, Notebook notebook) {
        this.client = client;
        this.services = services;
        this.notebook = notebook;
    }

    /**
     * Each goes on until told to stop. The future ends when every request has been answered, or fails if one never is.
     */
    CompletableFuture<Void> operate(long seed, AtomicBoolean stop) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (InsistentClient service : services) {
            all.add(work(new Random(seed + all.size()), stop, random -> lookAfterLetters(service, random)));
        }
        all.add(work(new Random(seed - 1), stop, this::lookAfterProcesses));
        all.add(work(new Random(seed - 2), stop, this::payBack));
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
    }

    private interface Work {
        void at(Random random);
    }

    private static CompletableFuture<Void> work(Random random, AtomicBoolean stop, Work work) {
        return CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                work.at(random);
                Pause.of(Duration.ofMillis(random.nextInt(MAX_THOUGHT_MILLIS)));
            }
        }, task -> Thread.ofVirtual().start(task));
    }

    private void lookAfterProcesses(Random random) {
        List<JsonNode> stuck = client.get("/sagas?stuckFor=PT5S&limit=20").path("items").valueStream().toList();
        if (stuck.isEmpty()) {
            return;
        }
        String order = stuck.get(random.nextInt(stuck.size())).path("orderId").asString();
        switch (random.nextInt(8)) {
            case 0 -> expect(client.post("/sagas/" + order + "/skip", REASON, newKey()), 200, 409);
            case 1 -> notebook.cancelled(order, client.post("/sagas/" + order + "/cancellation", REASON, newKey()));
            case 2, 3 -> expect(client.post("/payments/" + order + "/retry", null, newKey()), 200, 404, 409);
            default -> retry(order);
        }
    }

    private void retry(String order) {
        expect(client.post("/sagas/" + order + "/retry", REASON, newKey()), 200, 409);
    }

    /** Of shipped orders now and then one, whose payment may not be captured yet. */
    private void payBack(Random random) {
        List<String> shipped = List.copyOf(notebook.shipped());
        if (!shipped.isEmpty()) {
            String order = shipped.get(random.nextInt(shipped.size()));
            notebook.refunded(order, client.post("/payments/" + order + "/refund", null, newKey()));
        }
    }

    private void lookAfterLetters(InsistentClient service, Random random) {
        List<JsonNode> letters = service.get("/dead-letters").path("items").valueStream().toList();
        if (letters.isEmpty()) {
            return;
        }
        JsonNode letter = letters.get(random.nextInt(letters.size()));
        String group = letter.path("group").asString();
        String path = "/dead-letters/" + group + "/" + letter.path("sequence").asString();
        if (random.nextInt(3) > 0 || !ASKED_FOR_AGAIN.contains(group)) {
            expect(service.post(path + "/retry", null, newKey()), 202, 404);
        } else {
            notebook.givenUp(letter.path("sequence").asString());
            // 409 is the answer where nothing would ask again for what it asks.
            expect(service.delete(path, REASON, newKey()), 204, 404, 409);
        }
    }

    /** What an operator does in the end about all that still waits: the process is retried, and its payment. */
    void resolve(List<String> orders) {
        for (String order : orders) {
            retry(order);
            expect(client.post("/payments/" + order + "/retry", null, newKey()), 200, 404, 409);
        }
    }

    private void expect(Answer answer, Integer... statuses) {
        if (!Set.of(statuses).contains(answer.status())) {
            notebook.surprise(answer.response().uri() + " was answered " + answer.status() + ": " + answer.body());
        }
    }

    private String newKey() {
        return "operator-" + numbers.incrementAndGet();
    }
}
