package io.orderflow.console.place;

import io.orderflow.console.api.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person has filled in.
 *
 * @param lines the products with a quantity, each with the price that the form showed
 */
record OrderForm(String accountId, String customerId, List<QuotedLine> lines) {

    private static final String QUANTITY = "quantity.";
    private static final String PRICE = "price.";

    record QuotedLine(String sku, int quantity, Money unitPrice) {}

    /** A form that cannot be sent, with the reason for the person. */
    static final class Incomplete extends RuntimeException {
        Incomplete(String reason) {
            super(reason);
        }
    }

    /**
     * Reads the form.
     *
     * @throws Incomplete where it has no line, or a quantity that is no whole number
     */
    static OrderForm of(String accountId, String customerId, Map<String, String[]> fields) {
        List<QuotedLine> lines = new ArrayList<>();
        fields.forEach((name, values) -> {
            if (name.startsWith(QUANTITY) && !values[0].isBlank() && !values[0].strip().equals("0")) {
                String sku = name.substring(QUANTITY.length());
                lines.add(new QuotedLine(sku, quantity(sku, values[0].strip()), price(fields, sku)));
            }
        });
        if (lines.isEmpty()) {
            throw new Incomplete("Choose a quantity of at least one product.");
        }
        return new OrderForm(accountId, customerId, lines);
    }

    private static int quantity(String sku, String text) {
        if (!text.matches("[0-9]{1,7}")) {
            throw new Incomplete("The quantity of " + sku + " must be a whole number.");
        }
        return Integer.parseInt(text);
    }

    private static Money price(Map<String, String[]> fields, String sku) {
        String[] price = fields.getOrDefault(PRICE + sku, new String[]{""})[0].split(" ");
        if (price.length != 2 || !price[0].matches("[0-9]{1,15}(\\.[0-9]{1,9})?")) {
            throw new Incomplete("The price of " + sku + " is missing; load the page again.");
        }
        return new Money(new BigDecimal(price[0]), price[1]);
    }

    /** The body of the request that places the order. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("customerId", customerId);
        body.put("accountId", accountId);
        body.put("lines", lines);
        return body;
    }
}
