package io.orderflow.platform.backup;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command on a data folder, which reports a failure in one sentence. */
abstract class DataCommand implements Callable<Integer> {

    @Option(names = "--data", defaultValue = "data", description = "The data folder of ./run or ./run services, or the directory of ./run server (./${DEFAULT-VALUE}).")
    private Path folder = Path.of("data");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public final Integer call() {
        try {
            return run(folder.toAbsolutePath().normalize());
        } catch (RuntimeException failed) {
            spec.commandLine().getErr().println(failed.getMessage());
            return ExitCode.SOFTWARE;
        } finally {
            out().flush();
        }
    }

    /** Returns the exit code. */
    abstract int run(Path folder);

    PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
