package io.orderflow.axonserver;

import io.orderflow.axonserver.store.StoreStatistics;
import io.orderflow.axonserver.store.rocksdb.OfflineStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Counts what there is, whether a server runs or not. */
@Command(name = "stats", mixinStandardHelpOptions = true, description = "Counts events, aggregates, snapshots and schedules, and their bytes on the disk.")
final class StatsCommand implements Callable<Integer> {

    @Mixin
    private final DataOption data = new DataOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path directory = data.existing();
        Maintenance.statistics(directory)
                .orElseGet(() -> lines(new OfflineStores(directory).statistics()))
                .forEach(spec.commandLine().getOut()::println);
        return 0;
    }

    /** A line a context, after one that names the columns. */
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
