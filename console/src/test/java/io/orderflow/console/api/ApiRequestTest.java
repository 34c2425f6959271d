package io.orderflow.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiRequestTest {

    @Test
    void encodesIdentifiersAndParameters() {
        assertThat(ApiRequest.get("/orders/{id}/events", "a/b ü?").with("cursor", "x=1&y").target())
                .isEqualTo("/orders/a%2Fb%20%C3%BC%3F/events?cursor=x%3D1%26y");
    }

    @Test
    void leavesOutWhatIsNotChosen() {
        assertThat(ApiRequest.get("/orders").with("status", null).with("customerId", " ").with("limit", 5).target())
                .isEqualTo("/orders?limit=5");
    }
}
