package io.orderflow.service.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.message.Personal;
import org.junit.jupiter.api.Test;

class PersonalFieldsTest {

    private record Registered(String id, @Personal String name, @Personal String email, int points) {}

    @Test
    void hidesWhatIsPersonalAndNothingElse() {
        assertThat(PersonalFields.hidden(new Registered("c1", "Ada", null, 3)).toString())
                .isEqualTo("{\"id\":\"c1\",\"name\":\"***\",\"email\":null,\"points\":3}");
    }

    @Test
    void showsAValueThatIsNoRecord() {
        assertThat(PersonalFields.hidden("text").toString()).isEqualTo("\"text\"");
    }
}
