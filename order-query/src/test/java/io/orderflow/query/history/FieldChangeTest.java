package io.orderflow.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FieldChangeTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static List<FieldChange> changes(String before, String after) {
        return FieldChange.between(JSON.readTree(before), JSON.readTree(after));
    }

    @Test
    void namesTheFieldsThatDifferAndNoOther() {
        assertThat(changes("""
                {"status": "PLACED", "lines": [{"sku": "MUG", "stock": "PENDING"}, {"sku": "PEN", "stock": "PENDING"}],
                 "payment": null, "version": 0}""", """
                {"status": "PLACED", "lines": [{"sku": "MUG", "stock": "PENDING"}, {"sku": "PEN", "stock": "RESERVED"}],
                 "payment": {"status": "REQUESTED"}, "version": 1}"""))
                .containsExactly(new FieldChange("lines[1].stock", "PENDING", "RESERVED"),
                        new FieldChange("payment.status", null, "REQUESTED"),
                        new FieldChange("version", "0", "1"));
    }

    @Test
    void takesAListOfPlainValuesForOneValue() {
        assertThat(changes("""
                {"waitingFor": ["stock:MUG", "stock:PEN"]}""", """
                {"waitingFor": ["stock:PEN"]}"""))
                .containsExactly(new FieldChange("waitingFor", "[\"stock:MUG\",\"stock:PEN\"]", "[\"stock:PEN\"]"));
        assertThat(changes("{\"waitingFor\": [\"payment\"]}", "{\"waitingFor\": []}"))
                .containsExactly(new FieldChange("waitingFor", "[\"payment\"]", null));
    }

    @Test
    void namesAFieldThatIsGone() {
        assertThat(
                changes("{\"reason\": \"late\", \"lines\": [{\"sku\": \"MUG\"}]}", "{\"reason\": null, \"lines\": []}"))
                .containsExactly(new FieldChange("lines[0].sku", "MUG", null), new FieldChange("reason", "late", null));
    }

    @Test
    void findsNothingInTheSame() {
        assertThat(changes("{\"a\": {\"b\": [1, 2]}}", "{\"a\": {\"b\": [1, 2]}}")).isEmpty();
    }
}
