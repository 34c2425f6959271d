package io.orderflow.benchmarks;

import io.orderflow.benchmarks.measure.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/**
 * The command line of the benchmarks. It writes each figure as a line of standard output, and everything else to
 * standard error.
 */
@Command(name = "./run bench", mixinStandardHelpOptions = true, description = "Measures, and prints a line for each figure: name, value, unit, p50 and p99, separated by tabs. "
        + "p50 and p99 are milliseconds of one operation; in a ratio they are ratios, in a figure of memory MiB.")
public final class Benchmarks implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "A figure, the beginning of several figures up to a dot, or a group; without any, all figures.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Prints the names of the figures, and measures nothing.")
    private boolean list;

    @Option(names = "--rounds", defaultValue = "5", description = "The number of rounds, whose median is the figure (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--round", defaultValue = "PT2S", description = "The duration of a round (${DEFAULT-VALUE}).")
    private Duration round = Duration.ZERO;

    @Option(names = "--first-warm-up", defaultValue = "PT60S", description = "The time of load on a fresh JVM before its first round (${DEFAULT-VALUE}).")
    private Duration firstWarmUp = Duration.ZERO;

    @Option(names = "--warm-up", defaultValue = "PT10S", description = "The time of load before each further figure in the same JVM (${DEFAULT-VALUE}).")
    private Duration warmUp = Duration.ZERO;

    @Option(names = "--work", defaultValue = "benchmarks/target", description = "The directory of the data, on the disk to measure (${DEFAULT-VALUE}).")
    private Path work = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new Benchmarks()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireKnownNames();
        if (list) {
            Suites.all().forEach(suite -> figuresOf(suite).forEach(System.out::println));
            return CommandLine.ExitCode.OK;
        }
        Files.createDirectories(work);
        try (TemporaryFolder workplace = TemporaryFolder.in(work)) {
            return measureAll(workplace.directory());
        }
    }

    private int measureAll(Path directory) throws IOException, InterruptedException {
        Plan plan = new Plan(rounds, round, firstWarmUp, warmUp);
        int exitCode = CommandLine.ExitCode.OK;
        for (Suite suite : Suites.all()) {
            List<String> figures = figuresOf(suite);
            if (!figures.isEmpty() && !Fork.run(suite, new Suite.Request(figures, plan, directory))) {
                System.err.println(suite.name() + " could not be measured");
                exitCode = CommandLine.ExitCode.SOFTWARE;
            }
        }
        return exitCode;
    }

    private List<String> figuresOf(Suite suite) {
        return suite.figures()
                .stream()
                .filter(figure -> names.isEmpty()
                        || names.stream().anyMatch(name -> Suites.means(name, suite, figure)))
                .toList();
    }

    private void requireKnownNames() {
        for (String name : names) {
            boolean known = Suites.all()
                    .stream()
                    .anyMatch(suite -> suite.figures().stream().anyMatch(figure -> Suites.means(name, suite, figure)));
            if (!known) {
                throw new ParameterException(spec.commandLine(), "No figure is named '" + name + "'. There are:\n  "
                        + String.join("\n  ",
                                Suites.all().stream().flatMap(suite -> suite.figures().stream()).toList()));
            }
        }
    }
}
