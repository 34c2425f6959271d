package io.orderflow.platform;

import io.orderflow.axonserver.store.StoreException;
import io.orderflow.identity.TokenCommand;
import io.orderflow.mongoserver.store.StoreUnusable;
import io.orderflow.platform.audit.AuditCommand;
import io.orderflow.platform.backup.ServerCommand;
import io.orderflow.platform.demo.DemoCommand;
import io.orderflow.platform.rebuild.RebuildCommand;
import io.orderflow.platform.services.CertificatesCommand;
import io.orderflow.platform.services.ServicesCommand;
import java.nio.file.FileSystemException;
import java.util.Objects;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the platform. */
@Command(name = "./run", mixinStandardHelpOptions = true, versionProvider = Orderflow.Version.class, subcommands = {
        StartCommand.class, TokenCommand.class, ServicesCommand.class, DemoCommand.class, RebuildCommand.class,
        AuditCommand.class, CertificatesCommand.class, ServerCommand.class})
public final class Orderflow {

    private Orderflow() {}

    public static void main(String[] args) {
        CommandLine commands = new CommandLine(new Orderflow());
        commands.setCommandName(System.getProperty("orderflow.command", commands.getCommandName()));
        commands.setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println("Orderflow cannot run: " + reason(failure));
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(commands.execute(args));
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException inUse) {
                return "port " + inUse.getPort() + " is in use; choose another with --port";
            }
            if (cause instanceof StoreException || cause instanceof StoreUnusable) {
                return String.valueOf(cause.getMessage());
            }
            if (cause instanceof BindException unusable) {
                return "the setting " + unusable.getName() + " cannot be used: " + rootCause(cause).getMessage();
            }
            if (cause instanceof FileSystemException unusable) {
                return unusable.getFile() + " cannot be used: "
                        + Objects.requireNonNullElse(unusable.getReason(), cause.getClass().getSimpleName());
            }
        }
        return String.valueOf(rootCause(failure).getMessage());
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
