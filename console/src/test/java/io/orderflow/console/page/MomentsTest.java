package io.orderflow.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.ui.ExtendedModelMap;

class MomentsTest {

    @Test
    void readsFieldsWithAndWithoutSecondsInUtc() {
        assertThat(Moments.ofField("2026-11-29T18:00")).isEqualTo("2026-11-29T18:00:00Z");
        assertThat(Moments.ofField("2026-11-29T18:00:07")).isEqualTo("2026-11-29T18:00:07Z");
        assertThat(Moments.ofField(" ")).isNull();
    }

    @Test
    void leavesItToThePlatformToRefuseWhatIsNoMoment() {
        assertThat(Moments.ofField("yesterday")).isEqualTo("yesterday");
    }

    @Test
    void writesMomentsAsFieldsHaveThem() {
        assertThat(Moments.inField(Instant.parse("2026-11-29T18:00:07.9Z"))).isEqualTo("2026-11-29T18:00:07");
    }

    @Test
    void leadsToTheNextPageWithTheFilterAndToTheFirstWithoutTheCursor() {
        Map<String, @Nullable String> filter = new LinkedHashMap<>();
        filter.put("status", "a b&c");
        filter.put("empty", " ");
        ExtendedModelMap model = new ExtendedModelMap();

        Pager.add(model, filter, "here", "further");

        assertThat(model.getAttribute("nextUrl")).isEqualTo("?status=a%20b%26c&cursor=further");
        assertThat(model.getAttribute("firstUrl")).isEqualTo("?status=a%20b%26c");
    }
}
