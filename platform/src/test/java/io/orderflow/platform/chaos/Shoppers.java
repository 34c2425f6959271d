package io.orderflow.platform.chaos;

import io.orderflow.platform.chaos.Notebook.Line;
import io.orderflow.platform.chaos.Notebook.Placed;
import io.orderflow.platform.demo.Api.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Clients that do all that clients do: place orders for what everyone wants and for many other things, for what is sold
 * out, at prices that have changed and without the money; cancel and ship, also both at once; pay in, receive goods,
 * change prices; and send some requests twice at the same moment. Each waits for its answers. Thread-safe.
 */
final class Shoppers {

    private static final int SHOPPERS = 6;
    private static final int INTERVAL_MILLIS = 300;
    private static final int MAX_WAITING = 100;
    private static final int MAX_THOUGHT_MILLIS = 150;
    private static final String WANTED_BY_ALL = "hot";
    static final String SCARCE = "scarce";
    static final String REPRICED = "repriced";
    private static final List<String> ORDINARY = IntStream.range(0, 12).mapToObj(number -> "sku-" + number).toList();
    private static final List<String> RICH = IntStream.range(0, 8).mapToObj(number -> "rich-" + number).toList();
    static final String POOR = "poor";
    private static final int PLENTY = 1_000_000;
    private static final int FEW = 20;
    private static final BigDecimal PRICE = new BigDecimal("1.00");
    private static final BigDecimal OTHER_PRICE = new BigDecimal("2.00");

    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final InsistentClient client;
    private final Notebook notebook;
    private final long seed;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Queue<String> open = new ConcurrentLinkedQueue<>();

    Shoppers(InsistentClient client, Notebook notebook, long seed) {
        this.client = client;
        this.notebook = notebook;
        this.seed = seed;
    }

    void openShop() {
        for (String sku : concat(ORDINARY, WANTED_BY_ALL, SCARCE, REPRICED)) {
            notebook.expect(client.post("/products", Map.of("sku", sku, "name", sku, "unitPrice", usd(PRICE)),
                    "list-" + sku), 201);
            receive(sku, sku.equals(SCARCE) ? FEW : PLENTY);
        }
        for (String account : concat(RICH, POOR)) {
            notebook.expect(client.post("/accounts", Map.of("accountId", account, "owner", "Ada", "currency", "USD"),
                    "open-" + account), 201);
            deposit(account, new BigDecimal(account.equals(POOR) ? "20.00" : "1000000.00"));
        }
    }

    /** Shops until told to stop. The future ends when every request has been answered, or fails if one never is. */
    CompletableFuture<Void> shop(int round, AtomicBoolean stop) {
        return CompletableFuture.allOf(IntStream.range(0, SHOPPERS).mapToObj(shopper -> {
            Random random = new Random(seed + 31L * round + shopper);
            return CompletableFuture.runAsync(() -> {
                while (!stop.get()) {
                    act(random);
                    Pause.of(Duration.ofMillis(random.nextInt(MAX_THOUGHT_MILLIS)));
                }
            }, THREADS);
        }).toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Clients come one after the other, whether those before are answered or not, until told to stop. The future ends
     * when every request has been answered, or fails if one never is.
     */
    CompletableFuture<Void> come(AtomicBoolean stop) {
        return CompletableFuture.runAsync(() -> {
            Random random = new Random(seed);
            Semaphore permits = new Semaphore(MAX_WAITING);
            List<CompletableFuture<Void>> acts = new ArrayList<>();
            while (!stop.get()) {
                Random own = new Random(random.nextLong());
                if (permits.tryAcquire()) {
                    acts.removeIf(act -> act.isDone() && !act.isCompletedExceptionally());
                    acts.add(CompletableFuture.runAsync(() -> act(own), THREADS)
                            .whenComplete((done, failure) -> permits.release()));
                }
                Pause.of(Duration.ofMillis(random.nextInt(2 * INTERVAL_MILLIS)));
            }
            CompletableFuture.allOf(acts.toArray(CompletableFuture<?>[]::new)).join();
        }, THREADS);
    }

    private void act(Random random) {
        int percent = random.nextInt(100);
        if (percent < 55) {
            place(random);
        } else if (percent < 75) {
            closeOne(random);
        } else if (percent < 85) {
            deposit(random.nextInt(4) == 0 ? POOR : any(RICH, random),
                    BigDecimal.valueOf(1 + random.nextInt(300), 2));
        } else if (percent < 95) {
            receive(random.nextBoolean() ? SCARCE : any(ORDINARY, random), 1 + random.nextInt(3));
        } else {
            notebook.expect(client.put("/products/" + REPRICED + "/price",
                    Map.of("unitPrice", usd(anyPrice(random))), newKey("price")), 200);
        }
    }

    private void place(Random random) {
        String id = "o-" + numbers.incrementAndGet();
        Placed order = new Placed(id, random.nextInt(10) == 0 ? POOR : any(RICH, random), lines(random));
        Map<String, Object> body = Map.of("orderId", id, "customerId", "c-" + random.nextInt(20), "accountId",
                order.account(), "lines", order.lines().stream().map(Shoppers::json).toList());
        notebook.placed(order, perhapsTwice(random, () -> client.post("/orders", body, "place-" + id)));
        if (random.nextInt(8) == 0) {
            cancel(id, random);
        } else {
            open.add(id);
        }
    }

    private static List<Line> lines(Random random) {
        List<Line> lines = new ArrayList<>();
        int first = random.nextInt(ORDINARY.size());
        for (int i = 0; i <= random.nextInt(2); i++) {
            lines.add(new Line(ORDINARY.get((first + i) % ORDINARY.size()), 1 + random.nextInt(3), PRICE));
        }
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> lines.add(new Line(WANTED_BY_ALL, 1, PRICE));
            case 3 -> lines.add(new Line(SCARCE, 1 + random.nextInt(3), PRICE));
            case 4 -> lines.add(new Line(REPRICED, 1, anyPrice(random)));
            default -> {
                // An ordinary order.
            }
        }
        return List.copyOf(lines);
    }

    /** Cancels or ships an order that was placed earlier, or does both at once. */
    private void closeOne(Random random) {
        String id = open.poll();
        if (id == null) {
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> cancel(id, random);
            case 1 -> {
                CompletableFuture<Void> shipping = CompletableFuture.runAsync(() -> ship(id, random), THREADS);
                cancel(id, random);
                shipping.join();
            }
            default -> ship(id, random);
        }
    }

    private void cancel(String id, Random random) {
        String key = newKey("cancel");
        notebook.cancelled(id, perhapsTwice(random, () -> client.post("/orders/" + id + "/cancellation",
                Map.of("reason", "changed my mind"), key)));
    }

    private void ship(String id, Random random) {
        String key = newKey("ship");
        notebook.shipped(id, perhapsTwice(random, () -> client.post("/orders/" + id + "/shipment",
                Map.of("carrier", "Pigeon"), key)));
    }

    private void receive(String sku, int quantity) {
        String key = newKey("receive");
        notebook.received(sku, quantity,
                client.post("/products/" + sku + "/receipts", Map.of("quantity", quantity), key));
    }

    private void deposit(String account, BigDecimal amount) {
        String key = newKey("deposit");
        notebook.deposited(account, amount,
                client.post("/accounts/" + account + "/deposits", Map.of("amount", usd(amount)), key));
    }

    /**
     * Now and then two clients send the same request at once; both must be told of the same success. A refusal is
     * judged anew each time, so that one of the two may be refused what the other was granted a moment later.
     */
    private Answer perhapsTwice(Random random, Supplier<Answer> request) {
        if (random.nextInt(5) > 0) {
            return request.get();
        }
        CompletableFuture<Answer> other = CompletableFuture.supplyAsync(request, THREADS);
        Answer answer = request.get();
        Answer same = other.join();
        if (isSuccess(answer) && isSuccess(same)
                && !(answer.status() == same.status() && unmarked(answer).equals(unmarked(same)))) {
            notebook.surprise("%s was answered %d %s and %d %s".formatted(answer.response().uri(), answer.status(),
                    answer.body(), same.status(), same.body()));
        }
        return isSuccess(answer) ? answer : same;
    }

    private static boolean isSuccess(Answer answer) {
        return answer.status() / 100 == 2;
    }

    /** The answer without the mark of one that was given before. */
    private static JsonNode unmarked(Answer answer) {
        return ((ObjectNode) answer.body().deepCopy()).without("idempotencyHit");
    }

    private String newKey(String what) {
        return what + "-" + numbers.incrementAndGet();
    }

    private static BigDecimal anyPrice(Random random) {
        return random.nextBoolean() ? PRICE : OTHER_PRICE;
    }

    private static String any(List<String> names, Random random) {
        return names.get(random.nextInt(names.size()));
    }

    private static List<String> concat(List<String> many, String... more) {
        List<String> all = new ArrayList<>(many);
        all.addAll(List.of(more));
        return all;
    }

    private static Map<String, Object> json(Line line) {
        return Map.of("sku", line.sku(), "quantity", line.quantity(), "unitPrice", usd(line.unitPrice()));
    }

    private static Map<String, String> usd(BigDecimal amount) {
        return Map.of("amount", amount.setScale(2).toPlainString(), "currency", "USD");
    }
}
