package io.orderflow.platform.backup;

import io.orderflow.axonserver.EventStatistics;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** Counts the events, whether a system runs on them or not. */
@Command(name = "stats", mixinStandardHelpOptions = true, description = "Counts events, aggregates, snapshots and schedules, and their bytes on the disk.")
final class StatsCommand extends DataCommand {

    @Override
    int run(Path folder) {
        EventStatistics.lines(DataFolder.of(folder).events()).forEach(out()::println);
        return 0;
    }
}
