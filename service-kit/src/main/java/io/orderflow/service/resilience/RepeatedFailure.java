package io.orderflow.service.resilience;

import java.time.Instant;

/**
 * Something that this process tries again and again, and that has not succeeded since a moment.
 *
 * @param component what fails, for people, as in {@code projection orders_v1}
 * @param since     when it failed for the first time since it succeeded last
 * @param attempts  how often it has failed since then
 * @param lastAt    when it failed last
 * @param failure   why it failed the last time, in words that name no class and hold no credentials
 */
public record RepeatedFailure(String component, Instant since, long attempts, Instant lastAt, String failure) {}
