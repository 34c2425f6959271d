package io.orderflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.account.AccountId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryIdTest {

    @Test
    void isAnAccountAndAVersion() {
        EntryId id = new EntryId(new AccountId("ada"), 3);

        assertThat(id).hasToString("ada:3");
        assertThat(EntryId.of("ada:3")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "ada:", ":3", "ada:-1", "ada:03", "ada:3:4", "a b:3", "ada:3.5",
            "ada:99999999999999999999"})
    void isNothingElse(String text) {
        assertThatThrownBy(() -> EntryId.of(text)).isInstanceOf(InvalidValue.class);
    }
}
