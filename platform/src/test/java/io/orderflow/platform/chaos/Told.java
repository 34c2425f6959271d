package io.orderflow.platform.chaos;

import io.orderflow.platform.chaos.Log.Entry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Holds what the reader of the brokers has made of the integration events against the log: an e-mail for each event that
 * calls for one, and the points of each customer.
 */
final class Told {

    private static final Map<String, String> KINDS = Map.of("order.placed", "PLACED", "order.confirmed", "CONFIRMED",
            "order.shipped", "SHIPPED", "order.rejected", "REJECTED", "order.refunded", "REFUNDED");

    private final InsistentClient notification;

    /** @param notification asks the service that reacts to the events */
    Told(InsistentClient notification) {
        this.notification = notification;
    }

    /** What it has not made of them yet, or has made otherwise. */
    List<String> breaches(List<Entry> log) {
        List<String> breaches = new ArrayList<>();
        List<String> missing = new ArrayList<>(expectedEmails(log));
        for (String email : emails()) {
            if (!missing.remove(email)) {
                breaches.add("an e-mail that nothing in the log calls for: " + email);
            }
        }
        missing.stream().limit(10).forEach(email -> breaches.add("there is no e-mail: " + email));
        expectedPoints(log).forEach((customer, points) -> {
            long counted = notification.get("/points/" + customer).path("points").asLong();
            if (counted != points) {
                breaches.add("%s has %d points in place of %d".formatted(customer, counted, points));
            }
        });
        return breaches;
    }

    private static List<String> expectedEmails(List<Entry> log) {
        return log.stream().filter(entry -> KINDS.containsKey(entry.type()))
                .map(entry -> entry.order() + " " + KINDS.get(entry.type())).toList();
    }

    private static Map<String, Long> expectedPoints(List<Entry> log) {
        Set<String> refunded = new TreeSet<>();
        log.stream().filter(entry -> entry.type().equals("order.refunded")).map(Entry::order).forEach(refunded::add);
        Map<String, Long> points = new TreeMap<>();
        log.stream().filter(entry -> entry.type().equals("order.shipped")).forEach(entry -> {
            JsonNode shipped = entry.payload();
            long earned = refunded.contains(entry.order())
                    ? 0
                    : new BigDecimal(shipped.at("/total/amount").asString()).longValue();
            points.merge(shipped.path("customerId").asString(), earned, Long::sum);
        });
        return points;
    }

    private List<String> emails() {
        List<String> emails = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = notification.get("/emails?limit=200" + cursor);
            page.path("items").forEach(email -> emails.add(email.path("orderId").asString() + " "
                    + email.path("kind").asString()));
            cursor = page.path("next").isString() ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());
        return emails;
    }
}
