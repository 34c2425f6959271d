package io.orderflow.console.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.console.RunningConsole;
import io.orderflow.console.ScriptedPlatform;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The form that places an order. */
class PlaceTest {

    private static final String PRODUCTS = """
            {"items":[{"sku":"PEN","name":"Pen","unitPrice":{"amount":"1.50","currency":"USD"},"onHand":5,"reserved":1,
              "available":4},{"sku":"MUG","name":null,"unitPrice":{"amount":"12.00","currency":"USD"},"onHand":0,
              "reserved":0,"available":0}],"next":null}""";
    private static final String ADA = """
            {"accountId":"ada","owner":"Ada","customerId":"c1","currency":"USD","status":"OPEN",
              "balance":{"amount":"10.00","currency":"USD"},"held":{"amount":"0.00","currency":"USD"},
              "available":{"amount":"10.00","currency":"USD"},"version":1}""";

    private static ScriptedPlatform platform;
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        platform = new ScriptedPlatform().answers("GET /products", PRODUCTS).answers("GET /accounts",
                "{\"items\":[" + ADA + "],\"next\":null}").answers("GET /accounts/ada", ADA);
        console = new RunningConsole(platform);
    }

    @AfterAll
    static void stop() {
        console.close();
        platform.close();
    }

    @Test
    void showsPricesStockAndBalances() {
        assertThat(console.page("/place")).contains("1.50 USD").contains("10.00 USD").contains("none");
    }

    @Test
    void sendsTheLinesThatHaveAQuantity() {
        platform.answers("POST /orders", 422, "{\"detail\":\"No\",\"code\":\"CURRENCY_MISMATCH\"}");
        console.submit("/place", "/place", Map.of("account", "ada", "key", "k1", "quantity.PEN", "3", "price.PEN",
                "1.50 USD", "quantity.MUG", "0", "price.MUG", "12.00 USD"));
        assertThat(platform.requests()).contains("POST /orders {\"customerId\":\"c1\",\"accountId\":\"ada\","
                + "\"lines\":[{\"sku\":\"PEN\",\"quantity\":3,\"unitPrice\":{\"amount\":\"1.50\",\"currency\":\"USD\"}}]}");
    }

    @Test
    void saysWhatIsMissing() {
        console.submit("/place", "/place", Map.of("account", "ada", "key", "k2", "quantity.PEN", ""));
        assertThat(console.page("/place")).contains("Choose a quantity of at least one product.");
        assertThatThrownBy(() -> OrderForm.of("ada", "c1", Map.of("quantity.PEN", new String[]{"1.5"})))
                .hasMessage("The quantity of PEN must be a whole number.");
        assertThatThrownBy(() -> OrderForm.of("ada", "c1", Map.of("quantity.PEN", new String[]{"1"})))
                .hasMessageContaining("The price of PEN is missing");
    }
}
