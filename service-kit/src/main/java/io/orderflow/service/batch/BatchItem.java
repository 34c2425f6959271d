package io.orderflow.service.batch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One item of a batch.
 *
 * @param number   its place in the batch, from 0
 * @param key      names the object that the request is for
 * @param attempts how often the request was begun
 * @param result   absent while there is none
 * @param at       when the result came, absent likewise
 */
public record BatchItem(int number, String key, int attempts, @Nullable BatchResult result, @Nullable Instant at) {}
