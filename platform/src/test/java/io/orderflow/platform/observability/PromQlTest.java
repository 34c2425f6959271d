package io.orderflow.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromQlTest {

    @Test
    void findsTheNamesOfMetrics() {
        assertThat(PromQl.metricsIn("sum by (job, uri) (rate(a_total{status=~\"503|b_c\",x='y'}[$__rate_interval])) / "
                + "ignoring (d) group_left () max (e_seconds) > 14 * 86400 and on (f) g offset 5m"))
                .containsExactlyInAnyOrder("a_total", "e_seconds", "g");
        assertThat(PromQl.metricsIn("histogram_quantile(0.95, sum by (le) (rate(h_bucket[5m])))"))
                .containsExactly("h_bucket");
        assertThat(PromQl.metricsIn("min by (job) (up) == 0")).containsExactly("up");
        assertThat(PromQl.metricsIn("misspelt_total")).containsExactly("misspelt_total");
    }
}
