package io.orderflow.gateway.backend;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The meters of the calls to one service. Thread-safe. */
final class BackendMeters {

    private static final Map<State, String> STATES = Map.of(State.CLOSED, "closed", State.OPEN, "open",
            State.HALF_OPEN, "half_open");

    private final Map<Outcome, Timer> calls;

    /** How a call ended. */
    enum Outcome {
        ANSWERED, FAILED, OPEN, FULL
    }

    BackendMeters(MeterRegistry registry, String service, ServiceGuard guard) {
        calls = Stream.of(Outcome.values())
                .collect(Collectors.toMap(Function.identity(),
                        outcome -> CallMeters.CALLS.timer(registry, service, outcome.name().toLowerCase())));
        STATES.forEach(
                (state, name) -> CallMeters.BREAKER.gauge(registry, guard, one -> one.state() == state ? 1 : 0, service,
                        name));
        CallMeters.IN_HAND.gauge(registry, guard, ServiceGuard::inHand, service);
        CallMeters.RETRIES.count(registry, guard, ServiceGuard::retries, service);
    }

    Timer of(Outcome outcome) {
        return calls.get(outcome);
    }
}
