package io.orderflow.service.resilience;

import java.time.Instant;
import java.util.Map;

/**
 * Something outside of this process that it works with.
 *
 * @param name   as health shows it
 * @param serves whether requests cannot be served without it
 * @param check  asks it something small, and throws where no answer comes; it ends within the limit of a read
 */
public record Dependency(String name, boolean serves, Runnable check) {

    /** Which dependencies give no answer, as far as it is known without asking them. Thread-safe. */
    @FunctionalInterface
    public interface Away {

        /** Since when each of them gives no answer, by its name. */
        Map<String, Instant> since();
    }
}
