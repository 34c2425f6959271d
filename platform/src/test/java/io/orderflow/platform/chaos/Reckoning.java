package io.orderflow.platform.chaos;

import io.orderflow.platform.chaos.Notebook.Placed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;

/** Holds what the services say against what the clients were told. */
final class Reckoning {

    private static final Set<String> AT_REST = Set.of("AWAITING_SHIPMENT", "COMPLETED", "COMPENSATED");
    private static final Set<String> ASKING = Set.of("REQUESTED", "CAPTURING", "VOIDING", "REFUNDING");
    private static final int PAGE = 200;

    private final InsistentClient client;
    private final List<InsistentClient> services;
    private final Notebook notebook;

    /**
     * @param client   asks whichever service answers
     * @param services ask one service each
     */
    Reckoning(InsistentClient client, List<InsistentClient> services, Notebook notebook) {
        this.client = client;
        this.services = services;
        this.notebook = notebook;
    }

    /** The orders and letters for which something is still to be done; none when everything has come to rest. */
    List<String> restless() {
        List<String> letters = services.stream()
                .flatMap(service -> service.get("/dead-letters").path("items").valueStream())
                .map(JsonNode::toString)
                .toList();
        return letters.isEmpty() ? ordersUnderWay(head()) : letters;
    }

    private List<String> ordersUnderWay(long head) {
        // A list of those alone is cheap; all orders are only read once it is empty.
        JsonNode underWay = client.get("/sagas?stuckFor=PT0S&limit=50", head).path("items");
        if (!underWay.isEmpty()) {
            return underWay.valueStream().map(JsonNode::toString).toList();
        }
        return orders(head).values().stream().filter(Reckoning::waits).map(JsonNode::toString).toList();
    }

    private static boolean waits(JsonNode order) {
        return !AT_REST.contains(order.path("saga").path("step").asString(""))
                || ASKING.contains(order.path("payment").path("status").asString(""));
    }

    /** The orders that wait for an answer, as operators find them. */
    List<String> listed() {
        return all("/sagas?stuckFor=PT0S&", head()).stream().map(saga -> saga.path("orderId").asString()).toList();
    }

    /** The orders that wait now and are found neither among the processes that wait nor among the letters. */
    List<String> unseen() {
        Set<String> seen = new TreeSet<>(listed());
        services.stream()
                .flatMap(service -> service.get("/dead-letters?limit=" + PAGE).path("items").valueStream())
                .forEach(letter -> seen.add(letter.path("sequence").asString()));
        return orders(head()).entrySet()
                .stream()
                .filter(order -> waits(order.getValue()) && !seen.contains(order.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What is not as the clients were told. */
    List<String> breaches() {
        List<String> breaches = new ArrayList<>(notebook.surprises());
        breaches.addAll(client.failures());
        services.forEach(service -> breaches.addAll(service.failures()));
        long head = head();
        Map<String, JsonNode> orders = orders(head);
        breaches.addAll(outcomes(orders));
        breaches.addAll(stock(orders, head));
        breaches.addAll(accounts(orders, head));
        for (JsonNode currency : client.get("/ledger/trial-balance", head).path("currencies")) {
            if (new BigDecimal(currency.path("difference").asString()).signum() != 0) {
                breaches.add("out of balance: " + currency);
            }
        }
        return breaches;
    }

    private List<String> outcomes(Map<String, JsonNode> orders) {
        List<String> breaches = new ArrayList<>();
        Set<String> lost = new TreeSet<>(notebook.placed().keySet());
        lost.removeAll(orders.keySet());
        lost.forEach(id -> breaches.add(id + " was acknowledged and is gone"));
        orders.forEach((id, order) -> {
            boolean shipped = status(order).equals("SHIPPED");
            boolean cancelled = status(order).equals("CANCELLED");
            if (!notebook.placed().containsKey(id) || shipped != notebook.shipped().contains(id)
                    || cancelled != notebook.cancelled().contains(id)) {
                breaches.add("clients know it otherwise (%s%s): %s".formatted(
                        notebook.shipped().contains(id) ? "shipped " : "",
                        notebook.cancelled().contains(id) ? "cancelled" : "", order));
            }
        });
        return breaches;
    }

    private List<String> stock(Map<String, JsonNode> orders, long head) {
        List<String> breaches = new ArrayList<>();
        notebook.received().forEach((sku, received) -> {
            JsonNode product = client.get("/products/" + sku, head);
            long reserved = quantity(orders, "CONFIRMED", order -> order.quantityOf(sku));
            long onHand = received - quantity(orders, "SHIPPED", order -> order.quantityOf(sku));
            if (product.path("reserved").asLong() != reserved || product.path("onHand").asLong() != onHand) {
                breaches.add("expected %d on hand and %d reserved: %s".formatted(onHand, reserved, product));
            }
        });
        return breaches;
    }

    private List<String> accounts(Map<String, JsonNode> orders, long head) {
        List<String> breaches = new ArrayList<>();
        notebook.deposited().forEach((account, deposited) -> {
            JsonNode document = client.get("/accounts/" + account, head);
            BigDecimal held = total(orders, "CONFIRMED", account);
            BigDecimal balance = deposited.subtract(total(orders, "SHIPPED", account)).add(refunded(account));
            if (amount(document, "held").compareTo(held) != 0 || amount(document, "balance").compareTo(balance) != 0) {
                breaches.add("expected %s, of it %s held: %s".formatted(balance, held, document));
            }
        });
        return breaches;
    }

    private BigDecimal refunded(String account) {
        return notebook.refunded()
                .stream()
                .map(notebook.placed()::get)
                .filter(order -> order.account().equals(account))
                .map(Placed::total)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private long quantity(Map<String, JsonNode> orders, String status, ToIntFunction<Placed> quantity) {
        return having(orders, status).stream().mapToInt(quantity).sum();
    }

    private BigDecimal total(Map<String, JsonNode> orders, String status, String account) {
        return having(orders, status).stream()
                .filter(order -> order.account().equals(account))
                .map(Placed::total)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<Placed> having(Map<String, JsonNode> orders, String status) {
        return notebook.placed()
                .values()
                .stream()
                .filter(placed -> orders.containsKey(placed.id()) && status(orders.get(placed.id())).equals(status))
                .toList();
    }

    private Map<String, JsonNode> orders(long head) {
        Map<String, JsonNode> orders = new LinkedHashMap<>();
        all("/orders?", head).forEach(order -> orders.put(order.path("orderId").asString(), order));
        return orders;
    }

    /** @param list a path and the beginning of its query */
    private List<JsonNode> all(String list, long head) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = client.get(list + "limit=" + PAGE + cursor, head);
            page.path("items").forEach(items::add);
            cursor = page.path("next").isString() ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());
        return items;
    }

    private long head() {
        return client.get("/events?limit=1").required("position").asLong();
    }

    private static String status(JsonNode order) {
        return order.path("status").asString();
    }

    private static BigDecimal amount(JsonNode document, String field) {
        return new BigDecimal(document.path(field).path("amount").asString());
    }
}
