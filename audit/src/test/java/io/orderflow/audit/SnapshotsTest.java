package io.orderflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotsTest {

    private final Findings findings = new Findings();

    @Test
    void mustNotBeOlderThanTheLastThousandEvents() {
        check(Map.of("stock:PEN", 5_000L, "account:ada", 5_000L, "saga:o1", 5_000L, "payment:o1", 5_000L,
                "stock:NEW", 900L, "order:o1", 5_000L),
                Map.of("stock:PEN", 4_100L, "account:ada", 3_999L, "saga:o1", 4_100L, "payment:o1", 4_000L));

        assertThat(findings.checked(Invariant.SNAPSHOTS_FOLLOW)).isEqualTo(4);
        assertThat(findings.of(finding -> true)).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("account:ada");
            assertThat(finding.found()).isEqualTo("the newest at 3999, the last event at 5000");
        });
    }

    @Test
    void mustBeThereAtAll() {
        check(Map.of("stock:PEN", 1_001L), Map.of());

        assertThat(findings.of(finding -> true)).singleElement()
                .satisfies(finding -> assertThat(finding.found()).isEqualTo("none, the last event at 1001"));
    }

    private void check(Map<String, Long> sequences, Map<String, Long> snapshots) {
        Snapshots.check(sequences, stream -> snapshots.getOrDefault(stream, -1L), 9_999, findings);
    }
}
