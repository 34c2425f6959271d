package io.orderflow.axonserver.standalone;

import io.orderflow.axonserver.EventStatistics;
import java.util.concurrent.Callable;
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
        EventStatistics.lines(data.existing()).forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
