package io.orderflow.mongoserver.store;

import java.time.Duration;

/**
 * Limits the memory and the time that the store may take.
 *
 * @param cacheBytes   the memory for blocks of files that were read and for changes that are not in a file yet,
 *                     together
 * @param syncInterval how long a change may be in the system's memory alone, which a power cut loses and the death of
 *                     the process does not; a change whose write concern asks for the journal is synced before its
 *                     answer
 */
public record StoreSettings(long cacheBytes, Duration syncInterval) {

    public static final StoreSettings DEFAULT = new StoreSettings(96L << 20, Duration.ofMillis(100));
}
