package io.orderflow.console.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PersonalFieldsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void masksTheNamesAndAddressesOfPeople() {
        assertThat(masked("customer.registered", "{\"customerId\":\"c1\",\"name\":\"Ada\",\"email\":\"ada@x.org\"}"))
                .isEqualTo("{\"customerId\":\"c1\",\"name\":\"•••\",\"email\":\"•••\"}");
        assertThat(masked("account.opened", "{\"accountId\":\"ada\",\"owner\":\"Ada\"}"))
                .isEqualTo("{\"accountId\":\"ada\",\"owner\":\"•••\"}");
    }

    @Test
    void leavesTheNamesOfProducts() {
        assertThat(masked("stock.product-listed", "{\"name\":\"Pen\"}")).isEqualTo("{\"name\":\"Pen\"}");
    }

    private static String masked(String type, String payload) {
        return String.valueOf(PersonalFields.mask(type, JSON.readTree(payload)));
    }
}
