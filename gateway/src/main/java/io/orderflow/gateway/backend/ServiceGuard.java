package io.orderflow.gateway.backend;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.gateway.backend.BackendFailure.Kind;
import io.orderflow.gateway.backend.BackendMeters.Outcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the callers of one service and the service: it limits the calls that wait, repeats those that may be
 * repeated, and refuses calls for a while after many have failed. Only calls without a valid answer count as failed; an
 * answer of 503 is the service's own. Thread-safe.
 */
final class ServiceGuard {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceGuard.class);
    private static final double JITTER = 0.5;

    private final String service;
    private final Duration openFor;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;
    private final Retry retry;
    private final LongAdder retries = new LongAdder();
    private final BackendMeters meters;
    private volatile long openedAt;

    ServiceGuard(String service, ResilienceSettings settings, MeterRegistry registry) {
        this.service = service;
        this.openFor = settings.openFor();
        this.bulkhead = Bulkhead.of(service, BulkheadConfig.custom()
                .maxConcurrentCalls(settings.maxInFlight())
                .maxWaitDuration(Duration.ZERO)
                .build());
        this.breaker = CircuitBreaker.of(service, CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.calls())
                .minimumNumberOfCalls(settings.minCalls())
                .failureRateThreshold(settings.failurePercent())
                .waitDurationInOpenState(settings.openFor())
                // Where nobody calls, it would stay open, and look like an outage, long after the service is back.
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .permittedNumberOfCallsInHalfOpenState(settings.trials())
                .recordException(BackendFailure.class::isInstance)
                .build());
        this.retry = Retry.of(service, RetryConfig.custom()
                .maxAttempts(settings.attempts())
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(settings.firstPause(), 2, JITTER))
                .retryOnException(ServiceGuard::mayPass)
                .build());
        breaker.getEventPublisher().onStateTransition(change -> {
            openedAt = System.nanoTime();
            log(change.getStateTransition());
        });
        retry.getEventPublisher().onRetry(again -> retries.increment());
        this.meters = new BackendMeters(registry, service, this);
    }

    /** Logs when an outage begins and when it ends, and not each trial in between. */
    private void log(StateTransition change) {
        switch (change) {
            case CLOSED_TO_OPEN, HALF_OPEN_TO_CLOSED -> LOG.warn("The breaker of {} is {} now", service,
                    change.getToState());
            default -> LOG.debug("The breaker of {} is {} now", service, change.getToState());
        }
    }

    /** A call that took too long would take as long again. */
    private static boolean mayPass(Throwable failure) {
        return failure instanceof BackendFailure failed && failed.kind() != Kind.LATE;
    }

    /**
     * Makes a call, perhaps several times.
     *
     * @throws ServiceRefusal where the service gave no answer, or was not asked
     */
    BackendAnswer call(BackendRequest request, Supplier<BackendAnswer> call) {
        Supplier<BackendAnswer> guarded = CircuitBreaker.decorateSupplier(breaker, call);
        if (request.isRepeatable()) {
            guarded = Retry.decorateSupplier(retry, guarded);
        }
        long begun = System.nanoTime();
        Outcome outcome = Outcome.FAILED;
        try {
            BackendAnswer answer = Bulkhead.decorateSupplier(bulkhead, guarded).get();
            outcome = Outcome.ANSWERED;
            return answer;
        } catch (BulkheadFullException full) {
            outcome = Outcome.FULL;
            throw ServiceRefusal.full(service);
        } catch (CallNotPermittedException open) {
            outcome = Outcome.OPEN;
            throw ServiceRefusal.open(service, untilTrial());
        } catch (BackendFailure failed) {
            LOG.debug("{} gave no answer", service, failed);
            throw ServiceRefusal.after(failed, service, request.isRead());
        } finally {
            meters.of(outcome).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        }
    }

    State state() {
        return breaker.getState();
    }

    /** The number of calls that wait for the service. */
    int inHand() {
        return bulkhead.getBulkheadConfig().getMaxConcurrentCalls()
                - bulkhead.getMetrics().getAvailableConcurrentCalls();
    }

    /** The number of calls that were repeated. */
    long retries() {
        return retries.sum();
    }

    /** The time until the breaker tries a call again, in whole seconds, at least one. */
    private Duration untilTrial() {
        long left = breaker.getState() == State.OPEN ? openFor.toNanos() - (System.nanoTime() - openedAt) : 0;
        return Duration.ofSeconds(Math.max(1, (long) Math.ceil(left / 1e9)));
    }
}
