package io.orderflow.gateway.backend;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway connects to services.
 *
 * @param connectTimeout how long the gateway tries to connect to an instance
 * @param longestPause   the longest pause within an answer, after which the gateway gives it up; longer than the pause
 *                       between two heartbeats of an event stream
 * @param keepIdle       how long a connection is kept that nothing uses; shorter than the services keep it
 * @param maxConnections the number of connections to all instances; how many requests and event streams are open at once is bounded by the heap
 * @param refresh        how often the addresses of the services are asked for
 * @param avoid          how long an instance that refused a connection is passed over where there is another
 * @param optional       services that need not be there: where no instance of one is known, no list misses it
 */
@Validated
@ConfigurationProperties("orderflow.gateway.backend")
record BackendSettings(@NotNull @DefaultValue("1s") Duration connectTimeout,
        @NotNull @DefaultValue("45s") Duration longestPause, @NotNull @DefaultValue("30s") Duration keepIdle,
        @Min(1) @DefaultValue("6000") int maxConnections, @NotNull @DefaultValue("2s") Duration refresh,
        @NotNull @DefaultValue("5s") Duration avoid, @NotNull @DefaultValue List<String> optional) {}
