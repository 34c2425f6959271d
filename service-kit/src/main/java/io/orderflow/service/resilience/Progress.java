package io.orderflow.service.resilience;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.springframework.context.SmartLifecycle;

/**
 * How far a reader of the log has come.
 *
 * @param component the name of the reader, for people
 * @param position  the position that it has passed, -1 before the first event; may fail
 * @param waiting   whether it rests for a good reason, as for its turn
 */
public record Progress(String component, LongSupplier position, BooleanSupplier waiting) {

    /** The readers of the log in this process, which may change. Implementations are thread-safe. */
    @FunctionalInterface
    public interface Source {

        List<Progress> progress();
    }

    /**
     * Makes a watch over all readers of the log, which reports a reader that does not move although the log goes on
     * behind its position.
     *
     * @param head  the position of the last event of the log; may fail
     * @param after how long a reader may stand still
     */
    public static SmartLifecycle watch(LongSupplier head, List<Source> sources, RepeatedFailures failures,
            Duration after) {
        return new StallWatch(head, sources, failures, after);
    }
}
