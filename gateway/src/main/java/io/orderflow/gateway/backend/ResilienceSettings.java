package io.orderflow.gateway.backend;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the gateway does while a service is away or slow. Each service has its own breaker and its own limit of calls.
 *
 * @param attempts       how often a request is sent that may be repeated, the first time included
 * @param firstPause     the pause before the second attempt; each further one is twice as long, and every one is drawn
 *                       from half to one and a half times of that
 * @param calls          the number of the last calls of a service that its breaker judges
 * @param minCalls       the number of calls before the breaker judges at all
 * @param failurePercent the share of failed calls, in percent, from which on the breaker refuses calls
 * @param openFor        how long the breaker refuses calls before it tries some
 * @param trials         the number of calls that it tries then
 * @param maxInFlight    the number of calls of one service that wait for an answer at once; a further one is refused
 */
@Validated
@ConfigurationProperties("orderflow.gateway.resilience")
record ResilienceSettings(@Min(1) @DefaultValue("3") int attempts,
        @NotNull @DefaultValue("100ms") Duration firstPause, @Min(1) @DefaultValue("20") int calls,
        @Min(1) @DefaultValue("10") int minCalls, @Min(1) @Max(100) @DefaultValue("50") int failurePercent,
        @NotNull @DefaultValue("5s") Duration openFor, @Min(1) @DefaultValue("3") int trials,
        @Min(1) @DefaultValue("256") int maxInFlight) {}
