package io.orderflow.console.overview;

import java.time.Instant;

/**
 * The counters of the platform at a moment.
 *
 * @param placed    orders placed since the processes started, as all counters
 * @param inHand    requests that are worked on or wait
 * @param lag       events that the slowest projection is behind
 * @param errors    answers with a status of 500 or more
 */
record Snapshot(Instant at, double placed, double confirmed, double rejected, double cancelled, double inHand,
        double lag, double errors) {

    static Snapshot of(Metrics metrics, Instant at) {
        return new Snapshot(at, orders(metrics, "placed"), orders(metrics, "confirmed"), orders(metrics, "rejected"),
                orders(metrics, "cancelled"), metrics.sum("orderflow_admission_in_hand"),
                metrics.max("orderflow_projection_lag_events"), metrics.sum("orderflow_http_failed_total"));
    }

    private static double orders(Metrics metrics, String outcome) {
        return metrics.sum("orderflow_orders_total", "outcome", outcome);
    }
}
