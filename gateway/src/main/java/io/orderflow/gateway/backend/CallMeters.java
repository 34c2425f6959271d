package io.orderflow.gateway.backend;

import io.orderflow.service.metrics.MeterDefinition;

/** The kinds of meters of calls to services. */
final class CallMeters {

    static final MeterDefinition CALLS = MeterDefinition.timer("orderflow.gateway.calls",
            "How long calls to a service took until the head of the answer, with their repeats. Outcome: answered, with any "
                    + "status; failed; refused by an open breaker (open) or because too many waited (full)",
            "service", "outcome");
    static final MeterDefinition BREAKER = MeterDefinition.gauge("orderflow.gateway.breaker.state", "boolean",
            "1 for the state that the breaker of a service is in, 0 for the others", "service", "state");
    static final MeterDefinition IN_HAND = MeterDefinition.gauge("orderflow.gateway.calls.in.hand", "calls",
            "Calls that wait for a service", "service");
    static final MeterDefinition RETRIES = MeterDefinition.counter("orderflow.gateway.retries", "calls",
            "Calls that were repeated because a service had given no answer", "service");

    private CallMeters() {}
}
