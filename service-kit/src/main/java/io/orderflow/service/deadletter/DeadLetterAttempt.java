package io.orderflow.service.deadletter;

import java.time.Instant;

/**
 * An attempt at the first event of a sequence that failed.
 *
 * @param byOperator whether a person had asked for it; otherwise it was made automatically
 * @param cause      why it failed, in words that anybody may read
 */
public record DeadLetterAttempt(Instant at, boolean byOperator, String cause) {}
