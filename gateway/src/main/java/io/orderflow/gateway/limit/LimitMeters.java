package io.orderflow.gateway.limit;

import io.orderflow.service.metrics.MeterDefinition;

/** The kinds of meters of rate limits. */
final class LimitMeters {

    static final MeterDefinition REFUSED = MeterDefinition.counter("orderflow.gateway.limited", "requests",
            "Requests that were refused with 429 because their caller had sent too many, by the class of routes",
            "class");

    private LimitMeters() {}
}
