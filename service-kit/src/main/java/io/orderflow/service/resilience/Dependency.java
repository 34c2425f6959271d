package io.orderflow.service.resilience;

import java.time.Instant;
import java.util.Map;

/**
 * A server outside of this process that the process works with.
 *
 * @param name   the name that the health shows
 * @param serves whether the process cannot serve requests without it
 * @param check  asks it something small, and throws where no answer comes; it ends within the limit of a read
 */
public record Dependency(String name, boolean serves, Runnable check) {

    /** Tells which dependencies give no answer, as far as it is known without asking them. Thread-safe. */
    @FunctionalInterface
    public interface OutageTimes {

        /** The time since which each of them gives no answer, by its name. */
        Map<String, Instant> since();
    }
}
