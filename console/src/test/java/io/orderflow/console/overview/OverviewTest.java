package io.orderflow.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewTest {

    private static final Instant NOW = Instant.parse("2026-11-29T18:00:00Z");
    private static final String CALM = """
            # HELP orderflow_orders_total Orders
            # TYPE orderflow_orders_total counter
            orderflow_orders_total{outcome="placed",reason=""} 120.0
            orderflow_orders_total{outcome="confirmed",reason=""} 100.0
            orderflow_orders_total{outcome="rejected",reason="OUT_OF_STOCK"} 12.0
            orderflow_orders_total{outcome="rejected",reason="a \\"quoted\\" one"} 3.0
            orderflow_sagas{step="AWAITING_SHIPMENT"} 40.0
            orderflow_sagas{step="RESERVING_STOCK"} 2.0
            orderflow_sagas_stuck 0.0
            orderflow_ledger_difference{currency="USD"} 0.0
            orderflow_projection_lag_events{projection="orders"} 7.0
            orderflow_dependency_up{dependency="eventStore"} 1.0
            disk_free_bytes{path="/data"} 6.0E10
            disk_total_bytes{path="/data"} 1.0E11
            jvm_gc_pause_seconds_max{action="end of minor GC"} NaN
            orderflow_http_failed_total 4.0
            """;

    private static Overview of(String metrics) {
        Metrics read = Metrics.of(List.of(metrics));
        return Overview.of(read, new RecentHour(), Snapshot.of(read, NOW));
    }

    @Test
    void hasNothingToReportWhereNothingIsWrong() {
        Overview overview = of(CALM);
        assertThat(overview.troubles()).isEmpty();
        assertThat(overview.running()).isEqualTo(2);
        assertThat(overview.lag()).isEqualTo(7);
        assertThat(overview.diskShare()).isEqualTo(0.6);
        assertThat(overview.difference()).isZero();
    }

    @Test
    void reportsEachThingThatIsWrongWithThePageThatShowsIt() {
        String wrong = """
                orderflow_sagas_stuck 3.0
                orderflow_sagas_stalled 1.0
                orderflow_dead_sequences{group="order-saga"} 2.0
                orderflow_ledger_difference{currency="EUR"} -0.5
                orderflow_projection_stalled{projection="orders"} 1.0
                orderflow_projection_lag_events{projection="orders"} 7.0
                orderflow_projection_lag_events{projection="sales"} 5000.0
                orderflow_dependency_up{dependency="eventStore"} 0.0
                orderflow_processor_running{processor="order-saga-manager"} 0.0
                orderflow_processor_running{processor="order-saga-stock"} 1.0
                orderflow_intake_brake 1.0
                disk_free_bytes{path="/data"} 1.0E9
                disk_total_bytes{path="/data"} 1.0E11
                """;
        assertThat(of(wrong).troubles()).extracting(Trouble::path).containsExactly("/server", "/server", "/ledger",
                "/sagas?stuckFor=PT10M", "/sagas?stuckFor=PT10M", "/dead-letters", "/projections", "/projections",
                "/server", "/server");
    }

    @Test
    void countsOrdersByTheMinute() {
        RecentHour hour = new RecentHour();
        Snapshot before = Snapshot.of(Metrics.of(List.of(CALM)), NOW);
        hour.add(before);
        Snapshot after = Snapshot.of(Metrics.of(List.of(CALM.replace("120.0", "150.0"))), NOW.plusSeconds(30));
        hour.add(after);
        assertThat(hour.aMinute(after, Snapshot::placed)).isEqualTo(60);
        assertThat(hour.orders()).contains("60.0").contains("\"placed\"");
    }

    @Test
    void countsFailedRequestsByTheMinute() {
        RecentHour hour = new RecentHour();
        hour.add(Snapshot.of(Metrics.of(List.of(CALM)), NOW));
        Snapshot after = Snapshot.of(Metrics.of(List.of(CALM.replace("failed_total 4.0", "failed_total 7.0"))),
                NOW.plusSeconds(30));
        assertThat(hour.aMinute(after, Snapshot::errors)).isEqualTo(6);
    }

    /** A restart of the platform sets its counters to zero. */
    @Test
    void countsNoOrdersWhereACounterBeginsAnew() {
        RecentHour hour = new RecentHour();
        hour.add(Snapshot.of(Metrics.of(List.of(CALM)), NOW));
        Snapshot after = Snapshot.of(Metrics.of(List.of(CALM.replace("120.0", "1.0"))), NOW.plusSeconds(30));
        hour.add(after);
        assertThat(hour.aMinute(after, Snapshot::placed)).isZero();
    }

    /** A process shows thousands of lines, most of which are parts of histograms. */
    @Test
    void asksOnlyForTheMetricsThatItShows() {
        assertThat(Metrics.request("/actuator/prometheus").target())
                .startsWith("/actuator/prometheus?includedNames=orderflow_orders%2C");
        assertThat(Metrics.of(List.of("http_server_requests_seconds_bucket{le=\"0.1\"} 3"))
                .has("http_server_requests_seconds_bucket")).isFalse();
    }

    @Test
    void putsTheMetricsOfSeveralProcessesTogether() {
        Metrics both = Metrics.of(List.of("orderflow_sagas_stuck 3.0\norderflow_orders_total{outcome=\"placed\"} 2",
                "orderflow_orders_total{outcome=\"placed\"} 5"));
        assertThat(both.sum("orderflow_orders_total", "outcome", "placed")).isEqualTo(7);
        assertThat(both.max("orderflow_sagas_stuck")).isEqualTo(3);
    }
}
