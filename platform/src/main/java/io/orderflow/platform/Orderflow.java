package io.orderflow.platform;

import io.orderflow.platform.demo.DemoCommand;
import io.orderflow.platform.services.ServicesCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the platform. */
@Command(name = "./run", mixinStandardHelpOptions = true, versionProvider = Orderflow.Version.class, subcommands = {
        StartCommand.class, ServicesCommand.class, DemoCommand.class})
public final class Orderflow {

    private Orderflow() {}

    public static void main(String[] args) {
        CommandLine commands = new CommandLine(new Orderflow());
        commands.setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println("Orderflow cannot run: " + rootCause(failure).getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(commands.execute(args));
    }

    private static Throwable rootCause(Throwable failure) {
        return failure.getCause() == null ? failure : rootCause(failure.getCause());
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Orderflow.class.getPackage().getImplementationVersion();
            return new String[]{"Orderflow " + (version == null ? "(development)" : version)};
        }
    }
}
