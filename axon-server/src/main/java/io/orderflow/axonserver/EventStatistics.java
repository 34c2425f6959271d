package io.orderflow.axonserver;

import io.orderflow.axonserver.store.StoreStatistics;
import io.orderflow.axonserver.store.rocksdb.OfflineStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Counts what there is in a data directory, in lines of words that tabs separate. */
public final class EventStatistics {

    private EventStatistics() {}

    /** A line a context, after one that names the columns, whether a server runs or not. */
    public static List<String> lines(Path data) {
        return Maintenance.statistics(data).orElseGet(() -> lines(new OfflineStores(data).statistics()));
    }

    static List<String> lines(Map<String, StoreStatistics> statistics) {
        Stream<String> contexts = statistics.entrySet()
                .stream()
                .map(entry -> line(entry.getKey(), entry.getValue()));
        return Stream.concat(Stream.of("context\tevents\taggregates\tsnapshots\tschedules\tbytes"), contexts).toList();
    }

    private static String line(String context, StoreStatistics counts) {
        return String.join("\t", context, String.valueOf(counts.events()), String.valueOf(counts.aggregates()),
                String.valueOf(counts.snapshots()), String.valueOf(counts.schedules()),
                String.valueOf(counts.bytesOnDisk()));
    }
}
