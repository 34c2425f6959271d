package io.orderflow.console.sagas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of the pages for what the HTTP interface has as constants. */
final class SagaWords {

    private static final Set<String> ENDS = Set.of("COMPLETED", "COMPENSATED");
    private static final String STOCK = "stock:";

    /** The steps in the order of a process that succeeds, and then those of one that is undone. */
    static final Map<String, String> STEPS = ordered("RESERVING_STOCK", "Reserving stock", "AUTHORIZING_PAYMENT",
            "Authorizing payment", "CONFIRMING_ORDER", "Confirming order", "AWAITING_SHIPMENT", "Awaiting shipment",
            "DELIVERING", "Delivering", "COMPENSATING", "Compensating", "COMPLETED", "Completed", "COMPENSATED",
            "Compensated");

    /** The times without progress that the filter offers. */
    static final Map<String, String> AGES = ordered("PT1M", "1 minute", "PT10M", "10 minutes", "PT1H", "1 hour",
            "PT24H",
            "1 day");

    /** The answers that the filter offers. */
    static final Map<String, String> ANSWERS = ordered("stock", "the stock", "payment", "the payment", "confirmation",
            "the confirmation", "shipment", "the shipment", "rejection", "the rejection");

    private SagaWords() {}

    private static Map<String, String> ordered(String... namesAndWords) {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (int i = 0; i < namesAndWords.length; i += 2) {
            ordered.put(namesAndWords[i], namesAndWords[i + 1]);
        }
        return ordered;
    }

    static boolean isEnd(String step) {
        return ENDS.contains(step);
    }

    static String nameOf(String step) {
        return STEPS.getOrDefault(step, step);
    }

    static String waitOf(Saga saga) {
        if (!saga.waitingFor().isEmpty()) {
            return inWords(saga.waitingFor());
        }
        if (saga.payment() != null) {
            return "the ledger's answer to the payment (" + saga.payment().status().toLowerCase(Locale.ROOT)
                    + ")";
        }
        return saga.isEnded() ? "nothing" : "its next event";
    }

    private static String inWords(List<String> awaited) {
        String stock = awaited.stream()
                .filter(one -> one.startsWith(STOCK))
                .map(one -> one.substring(STOCK.length()))
                .collect(Collectors.joining(", "));
        String others = awaited.stream().filter(one -> !one.startsWith(STOCK)).collect(Collectors.joining(", "));
        if (stock.isEmpty()) {
            return others;
        }
        return "stock of " + stock + (others.isEmpty() ? "" : ", " + others);
    }
}
