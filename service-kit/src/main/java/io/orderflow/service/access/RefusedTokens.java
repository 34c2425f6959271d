package io.orderflow.service.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts the tokens that are not valid by the address from which they come. A signature costs far more to check than to
 * make up. So where an address has sent too many such tokens in a while, no further token from it is checked until that
 * while is over; tokens that are known to be valid need no check, and go on. Beyond a number of addresses the one is
 * forgotten whose last such token is the oldest. Thread-safe.
 */
final class RefusedTokens {

    static final Duration WHILE = Duration.ofSeconds(10);
    private static final int MAX_ADDRESSES = 10_000;

    private final int limit;
    private final LongSupplier nanoTime;
    private final Map<String, Integer> refused = new LinkedHashMap<>(16, 0.75f, true) {

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };
    private long since;

    /** @param limit the number of such tokens that one address may send in a while */
    RefusedTokens(int limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** @throws AccessRefused where too many tokens from this address were not valid */
    synchronized void requireFewFrom(String address) {
        long left = left();
        if (refused.getOrDefault(address, 0) >= limit) {
            throw AccessRefused.tooManyInvalid(Duration.ofNanos(left).plusSeconds(1));
        }
    }

    synchronized void add(String address) {
        left();
        refused.merge(address, 1, Integer::sum);
    }

    /** The rest of the while in nanoseconds; a new one has begun where the last one is over. */
    private long left() {
        long now = nanoTime.getAsLong();
        if (now - since >= WHILE.toNanos()) {
            since = now;
            refused.clear();
        }
        return WHILE.toNanos() - (now - since);
    }
}
