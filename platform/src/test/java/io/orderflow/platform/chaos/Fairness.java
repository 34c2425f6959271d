package io.orderflow.platform.chaos;

import io.orderflow.platform.chaos.Log.Entry;
import io.orderflow.platform.chaos.Notebook.Placed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the end of every order against what it would have been without an outage: only what is sold out, has another
 * price or cannot be paid may be refused, unless an answer was really waited for.
 */
final class Fairness {

    /** Until what has come back is connected, the letters for it are tried again, and it has answered. */
    private static final Duration ENOUGH = Duration.ofSeconds(15);
    /** As far as the moments of an outage are known from outside. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final Set<String> WHOEVER_ASKS = Set.of("order-command", "axon-server", "mongo-server");
    private static final Map<String, Set<String>> WHOEVER_ANSWERS = Map.of("RESERVING_STOCK",
            Set.of("inventory-command"), "AUTHORIZING_PAYMENT", Set.of("payment-command", "account-ledger"));
    private static final Map<String, String> BEGINNINGS = Map.of("saga.fulfilment-started", "RESERVING_STOCK",
            "saga.reservation-retried", "RESERVING_STOCK", "saga.stock-secured", "AUTHORIZING_PAYMENT",
            "saga.authorization-retried", "AUTHORIZING_PAYMENT");

    private final Notebook notebook;
    private final Outages outages;
    private final Map<String, List<Entry>> byOrder = new LinkedHashMap<>();

    Fairness(List<Entry> log, Notebook notebook, Outages outages) {
        this.notebook = notebook;
        this.outages = outages;
        for (Entry entry : log) {
            if (entry.type().startsWith("order.") || entry.type().startsWith("saga.")) {
                byOrder.computeIfAbsent(entry.order(), order -> new ArrayList<>()).add(entry);
            }
        }
    }

    List<String> breaches() {
        List<String> breaches = new ArrayList<>();
        byOrder.forEach((order, events) -> {
            Placed placed = notebook.placed().get(order);
            if (placed != null) {
                judge(placed, events, breaches);
            }
        });
        return breaches;
    }

    private void judge(Placed order, List<Entry> events, List<String> breaches) {
        boolean confirmed = false;
        List<Entry> asks = new ArrayList<>();
        for (Entry event : events) {
            String step = BEGINNINGS.get(event.type());
            if (step != null) {
                asks.removeIf(ask -> !BEGINNINGS.get(ask.type()).equals(step));
                asks.add(event);
            }
            switch (event.type()) {
                case "order.confirmed" -> confirmed = true;
                case "saga.step-timed-out" -> judgeTime(asks, event, events, breaches);
                case "order.rejected" -> {
                    if (confirmed) {
                        breaches.add("rejected after it was confirmed: " + events);
                    }
                    judgeRejection(order, event, asks, events, breaches);
                }
                default -> {
                    // It ends nothing.
                }
            }
        }
    }

    /** A time in which nobody could ask counts for nothing. */
    private void judgeTime(List<Entry> asks, Entry timedOut, List<Entry> events, List<String> breaches) {
        if (asks.isEmpty() || !WHOEVER_ANSWERS.containsKey(timedOut.payload().path("step").asString())) {
            return;
        }
        Instant asked = asks.getLast().at();
        if (outages.away(WHOEVER_ASKS, asked, timedOut.at()).compareTo(TOLERANCE) > 0) {
            breaches.add("a time counted in which nobody could act (%s): %s"
                    .formatted(outages.of(WHOEVER_ASKS, asked, timedOut.at()), events));
        }
    }

    private void judgeRejection(Placed order, Entry rejected, List<Entry> asks, List<Entry> events,
            List<String> breaches) {
        String reason = rejected.payload().path("reason").asString();
        boolean deserved = switch (reason) {
            case "OUT_OF_STOCK" -> order.quantityOf(Shoppers.SCARCE) > 0;
            case "PRICE_CHANGED" -> order.quantityOf(Shoppers.REPRICED) > 0;
            case "INSUFFICIENT_FUNDS" -> order.account().equals(Shoppers.POOR);
            case "TIMED_OUT" -> notebook.givenUp().contains(order.id()) || hasWaited(asks, rejected.at());
            default -> false;
        };
        if (!deserved) {
            Instant from = asks.isEmpty() ? rejected.at() : asks.getFirst().at();
            breaches.add("%s, and would not have been without an outage (%s): %s".formatted(reason,
                    outages.of(everybody(asks), from, rejected.at()), events));
        }
    }

    /** Whether those who ask and answer were never all there for long enough to be asked and to answer. */
    private boolean hasWaited(List<Entry> asks, Instant end) {
        return !asks.isEmpty()
                && outages.longestPresence(everybody(asks), asks.getFirst().at(), end).compareTo(ENOUGH) < 0;
    }

    private static Set<String> everybody(List<Entry> asks) {
        Set<String> everybody = new TreeSet<>(WHOEVER_ASKS);
        asks.stream().map(ask -> WHOEVER_ANSWERS.get(BEGINNINGS.get(ask.type()))).forEach(everybody::addAll);
        return everybody;
    }
}
