package io.orderflow.platform.demo;

import io.orderflow.platform.demo.Plan.Account;
import io.orderflow.platform.demo.Plan.Fate;
import io.orderflow.platform.demo.Plan.Order;
import io.orderflow.platform.demo.Plan.Product;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Holds what the platform says against what was planned. Every method returns what does not hold; nothing where all
 * does.
 */
final class Proof {

    private final Api api;
    private final Plan plan;
    private final Map<String, JsonNode> orders;
    private final long head;

    Proof(Api api, Plan plan, Map<String, JsonNode> orders, long head) {
        this.api = api;
        this.plan = plan;
        this.orders = orders;
        this.head = head;
    }

    /** Every order ended as it had to; of the scarce product exactly as many were sold as there were. */
    List<String> outcomes() {
        List<String> breaches = new ArrayList<>();
        for (Order order : plan.orders()) {
            String status = text(order, "status");
            String reason = text(order, "reason");
            boolean asPlanned = order.fate() == Fate.SCARCE
                    ? status.equals("CONFIRMED") || status.equals("REJECTED") && reason.equals("OUT_OF_STOCK")
                    : status.equals(order.fate().status) && reason.equals(order.fate().reason);
            if (!asPlanned) {
                breaches.add(order.id() + " (" + order.fate() + ") is " + status + " " + reason);
            }
        }
        long wanted = plan.orders().stream().filter(order -> order.fate() == Fate.SCARCE).count();
        long sold = plan.orders()
                .stream()
                .filter(order -> order.fate() == Fate.SCARCE)
                .filter(order -> text(order, "status").equals("CONFIRMED"))
                .count();
        if (sold != Math.min(wanted, Plan.SCARCE.stock())) {
            breaches.add(sold + " of the scarce product were sold");
        }
        return breaches;
    }

    /** Stock is held for confirmed orders and no others, and what left is what was shipped. */
    List<String> stock() {
        List<String> breaches = new ArrayList<>();
        for (Product product : plan.products()) {
            JsonNode document = api.get("/products/" + product.sku(), head).expect(200);
            long reserved = quantity(product, "CONFIRMED");
            long onHand = product.stock() - quantity(product, "SHIPPED");
            if (document.path("reserved").asLong() != reserved || document.path("onHand").asLong() != onHand) {
                breaches.add(product.sku() + " should have " + onHand + " on hand, " + reserved + " reserved: "
                        + document);
            }
        }
        return breaches;
    }

    /** Money is held for confirmed orders and no others, and what was spent is what was shipped. */
    List<String> accounts() {
        List<String> breaches = new ArrayList<>();
        for (Account account : plan.accounts()) {
            JsonNode document = api.get("/accounts/" + account.id(), head).expect(200);
            BigDecimal held = total(account, "CONFIRMED");
            BigDecimal balance = account.funds().amount().subtract(total(account, "SHIPPED"));
            if (held.compareTo(amount(document.path("held"))) != 0
                    || balance.compareTo(amount(document.path("balance"))) != 0) {
                breaches.add(account.id() + " should have " + balance + ", " + held + " of it held: " + document);
            }
        }
        return breaches;
    }

    /** Debits equal credits in every currency. */
    static List<String> balanced(JsonNode trialBalance) {
        List<String> breaches = new ArrayList<>();
        for (JsonNode currency : trialBalance.path("currencies")) {
            if (new BigDecimal(currency.path("difference").asString()).signum() != 0) {
                breaches.add("out of balance: " + currency);
            }
        }
        if (trialBalance.path("currencies").isEmpty()) {
            breaches.add("the trial balance is empty");
        }
        return breaches;
    }

    private long quantity(Product product, String status) {
        return withStatus(status)
                .flatMap(order -> order.lines().stream())
                .filter(line -> line.sku().equals(product.sku()))
                .mapToLong(Plan.Line::quantity)
                .sum();
    }

    private BigDecimal total(Account account, String status) {
        return withStatus(status)
                .filter(order -> order.account().equals(account.id()))
                .flatMap(order -> order.lines().stream())
                .map(line -> line.unitPrice().times(line.quantity()).amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Stream<Order> withStatus(String status) {
        return plan.orders().stream().filter(order -> text(order, "status").equals(status));
    }

    private String text(Order order, String field) {
        JsonNode value = orders.get(order.id()).path(field);
        return value.isString() ? value.asString() : "";
    }

    private static BigDecimal amount(JsonNode money) {
        return new BigDecimal(money.path("amount").asString());
    }
}
