package io.orderflow.service.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.service.metrics.MeterDefinition;

/**
 * Sums up the requests that ended with a status of 500 or more. The timer of all requests says it too, by route and with a
 * series for each of its steps: too much to be written and read only for this number.
 */
final class FailedRequests implements MeterBinder {

    private static final MeterDefinition FAILED = MeterDefinition.counter("orderflow.http.failed", "requests",
            "Requests of HTTP that ended with a status of 500 or more, over all routes");

    @Override
    public void bindTo(MeterRegistry registry) {
        FAILED.count(registry, registry, FailedRequests::count);
    }

    private static double count(MeterRegistry registry) {
        return registry.find("http.server.requests")
                .tag("outcome", "SERVER_ERROR")
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }
}
