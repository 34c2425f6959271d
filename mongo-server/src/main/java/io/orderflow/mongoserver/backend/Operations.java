package io.orderflow.mongoserver.backend;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts the commands of clients by their name, of which there are as many as are known here. Thread-safe. */
public final class Operations {

    private static final String OTHER = "other";

    private final Map<String, Counters> byCommand = Stream.of("find", "getMore", "insert", "update", "delete",
            "aggregate", "count", "distinct", "findAndModify", "createIndexes", "listIndexes", "drop", "ping", OTHER)
            .collect(Collectors.toUnmodifiableMap(command -> command, command -> new Counters()));

    private static final class Counters {
        private final LongAdder count = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder nanos = new LongAdder();
    }

    /**
     * The commands of one name since the start. Each number only grows.
     *
     * @param failed the commands whose answer was a failure or a refusal
     * @param nanos  how long all of them took
     */
    public record Totals(long count, long failed, long nanos) {}

    void record(String command, long nanos, boolean failed) {
        Counters counters = byCommand.getOrDefault(command, byCommand.get(OTHER));
        counters.count.increment();
        counters.nanos.add(nanos);
        if (failed) {
            counters.failed.increment();
        }
    }

    /** The totals by command, always of the same commands; those of no known name are {@code other}. */
    public Map<String, Totals> totals() {
        Map<String, Totals> totals = new TreeMap<>();
        byCommand.forEach((command, counters) -> totals.put(command,
                new Totals(counters.count.sum(), counters.failed.sum(), counters.nanos.sum())));
        return totals;
    }
}
