package io.orderflow.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of orders, with the events that {@link OrderQueryIT} has published, and questions that make no sense. */
abstract class ManyOrders {

    private final QueryClient http;

    ManyOrders(QueryClient http) {
        this.http = http;
    }

    @Test
    void areListedNewestFirstPageByPage() throws Exception {
        assertThat(http.pages("/orders?limit=3")).extracting(order -> order.get("orderId").asString())
                .containsExactly("ben-6", "ben-5", "ben-4", "ben-3", "ben-2", "ben-1", "ben-0", "o-1");
        assertThat(http.body("/orders?limit=2&customerId=ben").get("items"))
                .extracting(order -> order.get("customerName").asString()).containsOnly("Ben Bell");
        assertThat(http.body("/orders").get("items")).extracting(order -> order.get("customerKnown").asBoolean())
                .containsExactly(true, true, true, true, true, true, true, false);
    }

    @Test
    void areNarrowedDownToACustomerAndAStatus() throws Exception {
        assertThat(http.ids("/orders?customerId=anna")).containsExactly("o-1");
        assertThat(http.ids("/orders?status=CONFIRMED")).containsExactly("ben-3");
        assertThat(http.ids("/orders?customerId=ben&status=PLACED&limit=2")).containsExactly("ben-6", "ben-5");
        assertThat(http.ids("/orders?customerId=anna&status=PLACED")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders?limit=0", "/orders?limit=201", "/orders?limit=x", "/orders?cursor=x",
            "/orders?cursor=", "/orders/o-1/versions?cursor=x", "/orders/o-1/versions?limit=201",
            "/orders/o-1/causes?cursor=x",
            "/orders/o-1/causes?limit=501", "/events?cursor=x", "/events?from=x", "/events?until=2026-13-01",
            "/events?limit=201",
            "/events?type=", "/events/-1", "/events/0?neighbours=51", "/orders?status=x", "/orders?customerId=%20",
            "/orders/%20x",
            "/orders/o-1?asOf=x",
            "/products?limit=0", "/products?cursor=%3F", "/products/o%3F", "/products/CUP?asOf=-1",
            "/sagas?limit=0",
            "/sagas?cursor=x", "/sagas?status=x", "/sagas?stuckFor=x", "/sagas?stuckFor=-PT1S",
            "/sagas?stuckFor=P99999999D", "/sagas?stuckFor=", "/sagas?stuckFor=600", "/sagas?stuckFor=10m",
            "/sagas?stuckFor=P1Y", "/sagas?stuckFor=PT99999999999999999999S", "/sagas?stuckFor=PT10M&status=STUCK",
            "/sagas?waitingFor=x", "/sagas?stalled=x", "/deadlines?kind=x", "/deadlines?dueBefore=x",
            "/sagas/o-1?asOf=x", "/sales?from=x", "/sales?to=2026-13-01",
            "/sales?from=2026-01-02&to=2026-01-01", "/sales?from=2025-01-01&to=2026-01-02",
            "/sales?from=-999999999-01-01", "/sales?to=%2B999999999-12-31", "/sales?to=-999999999-01-01",
            "/customers/%20"})
    void orAnythingElseIsRefusedWhereTheQuestionMakesNoSense(String path) throws Exception {
        QueryClient.assertProblem(http.get(path), 400, "INVALID_VALUE");
    }
}
