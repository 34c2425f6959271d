package io.orderflow.axonserver.standalone;

import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.Backup;
import io.orderflow.axonserver.http.HttpSide;
import io.orderflow.axonserver.standalone.transfer.CopyCommand;
import io.orderflow.axonserver.standalone.transfer.ExportCommand;
import io.orderflow.axonserver.standalone.transfer.ImportCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The server as a process of its own. */
@Command(name = "axon-server", mixinStandardHelpOptions = true, subcommands = {BackupCommand.class,
        RestoreCommand.class,
        VerifyCommand.class,
        StatsCommand.class, ExportCommand.class,
        ImportCommand.class,
        CopyCommand.class}, description = "A server that speaks the Axon Server protocol, for one machine.")
public final class AxonServerApplication implements Callable<Integer> {

    private static final String LOGGING_PROPERTY = "logback.configurationFile";
    private static final String FORMAT_VARIABLE = "LOGGING_STRUCTURED_FORMAT_CONSOLE";

    @Mixin
    private final ListenOptions listen = new ListenOptions();

    @Mixin
    private final DataOption dataOption = new DataOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The logging is set before the first logger is made, and only where nobody has set it. */
    public static void main(String[] args) {
        if (System.getProperty(LOGGING_PROPERTY) == null) {
            System.setProperty(LOGGING_PROPERTY, loggingAs(System.getenv(FORMAT_VARIABLE)));
        }
        HttpSide.limitConnections();
        System.exit(commandLine().execute(args));
    }

    /** The settings of the log: JSON where that is asked for as with the services, and lines for people otherwise. */
    static String loggingAs(@Nullable String format) {
        return "io/orderflow/axonserver/standalone/logback" + (isJson(format) ? "-ecs" : "") + ".xml";
    }

    private static boolean isJson(@Nullable String format) {
        return "ecs".equalsIgnoreCase(format);
    }

    /** Who reads the lines of the log as JSON reads this one beside them. */
    private static void tell(PrintWriter people, String fact) {
        if (isJson(System.getenv(FORMAT_VARIABLE))) {
            LoggerFactory.getLogger(AxonServerApplication.class).info(fact);
        } else {
            people.println(fact);
            people.flush();
        }
    }

    /** Reports a failure in one line, because a stack trace tells nobody which option to change. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new AxonServerApplication());
        commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println("axon-server: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return commandLine;
    }

    /** Runs until the process is asked to end, which the hook does cleanly before the JVM goes. */
    @Override
    public Integer call() throws InterruptedException {
        Path data = dataOption.directory();
        Backup.requireRestored(data);
        AxonServer server = AxonServer.start(listen.config(data));
        server.acceptMaintenance();
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("axon-server-stop").unstarted(() -> {
            server.close();
            end.countDown();
        }));
        tell(spec.commandLine().getOut(), "axon-server ready on %s:%d, data in %s%s".formatted(listen.host(),
                server.port(), data.toAbsolutePath().normalize(),
                server.httpPort() < 0 ? "" : ", HTTP on port " + server.httpPort()));
        end.await();
        return CommandLine.ExitCode.OK;
    }
}
