package io.orderflow.service.resilience;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Something that follows the log.
 *
 * @param component what it is, for people
 * @param position  the position that it has passed, -1 before the first event; may fail
 * @param waiting   whether it rests for a good reason, as for its turn
 */
public record Progress(String component, LongSupplier position, BooleanSupplier waiting) {

    /** Whatever follows the log in this process. What follows it may change; implementations are thread-safe. */
    @FunctionalInterface
    public interface Source {

        List<Progress> progress();
    }
}
