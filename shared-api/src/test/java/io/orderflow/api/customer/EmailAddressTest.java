package io.orderflow.api.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.org", "Ada.Lovelace+orders@mail.example.org", "a@b", "o'neill@example.org",
            "x@xn--bcher-kva.example"})
    void takesWhatABrowserTakes(String address) {
        assertThat(EmailAddress.require("email", address)).isEqualTo(address);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "ada", "@example.org", "ada@", "ada@example.org\r\nBcc: eve@example.org", "a b@c",
            "ada@example..org", "ada@-example.org", "ada@@example.org", "Ada <ada@example.org>", "ada@example.org ",
            "ad\u00e1@example.org", "ada@example.org\n", "ada,eve@example.org"})
    void refusesWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> EmailAddress.require("email", address)).isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("email must be an e-mail address");
    }

    @Test
    void isOfALimitedLength() {
        String domain = "a".repeat(60) + ".";
        String longest = "b".repeat(64) + "@" + domain.repeat(3) + "c".repeat(6);
        assertThat(longest).hasSize(EmailAddress.MAX_LENGTH);
        assertThat(EmailAddress.require("email", longest)).isEqualTo(longest);
        assertThatThrownBy(() -> EmailAddress.require("email", longest + "c")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> EmailAddress.require("email", "b".repeat(65) + "@c"))
                .isInstanceOf(InvalidValue.class);
    }
}
