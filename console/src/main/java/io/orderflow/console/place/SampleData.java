package io.orderflow.console.place;

import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import java.util.List;
import java.util.Map;

/**
 * Data to look at in an empty system: products, accounts, and orders of which some come to a good end and some do not. The
 * keys of its requests are always the same, so that a second attempt changes nothing. Thread-safe.
 */
final class SampleData {

    static final List<String> SCOPES = List.of("stock:write", "ledger:write", "orders:write");

    private static final List<Goods> GOODS = List.of(new Goods("PEN", "Pen", "1.50", 500),
            new Goods("NOTEBOOK", "Notebook, ruled", "7.90", 80), new Goods("MUG", "Mug", "12.00", 40),
            new Goods("LAMP", "Desk lamp", "39.00", 6), new Goods("CHAIR", "Office chair", "189.00", 2));
    private static final List<Purse> PURSES = List.of(new Purse("ada", "Ada", "customer-1", "500.00"),
            new Purse("grace", "Grace", "customer-2", "120.00"), new Purse("linus", "Linus", "customer-3", "15.00"));

    private final Api api;

    private record Goods(String sku, String name, String price, int quantity) {}

    private record Purse(String accountId, String owner, String customerId, String amount) {}

    SampleData(Api api) {
        this.api = api;
    }

    /** @return a sentence that says what was made */
    String make() {
        GOODS.forEach(this::list);
        PURSES.forEach(this::open);
        order("sample-1", PURSES.get(0), Map.of("PEN", 3, "NOTEBOOK", 1));
        order("sample-2", PURSES.get(1), Map.of("LAMP", 1, "MUG", 2));
        // This account has too little money, and the next order wants more chairs than there are.
        order("sample-3", PURSES.get(2), Map.of("LAMP", 1));
        order("sample-4", PURSES.get(0), Map.of("CHAIR", 3, "PEN", 1));
        order("sample-5", PURSES.get(0), Map.of("MUG", 1));
        send("sample-ship-1",
                ApiRequest.post("/orders/{orderId}/shipment", "sample-1").body(Map.of("carrier", "Express")));
        return "There are " + GOODS.size() + " products, " + PURSES.size()
                + " accounts and 5 orders now. Two of the orders fail on purpose.";
    }

    private void list(Goods goods) {
        send("sample-list-" + goods.sku(), ApiRequest.post("/products").body(Map.of("sku", goods.sku(), "name",
                goods.name(), "unitPrice", usd(goods.price()))));
        send("sample-receive-" + goods.sku(), ApiRequest.post("/products/{sku}/receipts", goods.sku())
                .body(Map.of("quantity", goods.quantity())));
    }

    private void open(Purse purse) {
        send("sample-open-" + purse.accountId(), ApiRequest.post("/accounts").body(Map.of("accountId",
                purse.accountId(), "owner", purse.owner(), "currency", "USD", "customerId", purse.customerId())));
        send("sample-deposit-" + purse.accountId(), ApiRequest.post("/accounts/{accountId}/deposits",
                purse.accountId()).body(Map.of("amount", usd(purse.amount()))));
    }

    private void order(String orderId, Purse purse, Map<String, Integer> quantities) {
        List<Map<String, Object>> lines = GOODS.stream().filter(goods -> quantities.containsKey(goods.sku())).map(
                goods -> Map.<String, Object>of("sku", goods.sku(), "quantity", quantities.get(goods.sku()),
                        "unitPrice", usd(goods.price())))
                .toList();
        api.settle(ApiRequest.post("/orders").body(Map.of("orderId", orderId, "customerId",
                purse.customerId(), "accountId", purse.accountId(), "lines", lines)), "place-" + orderId);
    }

    private void send(String key, ApiRequest request) {
        api.send(request, key);
    }

    private static Map<String, String> usd(String amount) {
        return Map.of("amount", amount, "currency", "USD");
    }
}
