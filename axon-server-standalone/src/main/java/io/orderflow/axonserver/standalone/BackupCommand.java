package io.orderflow.axonserver.standalone;

import io.orderflow.axonserver.Backup;
import io.orderflow.axonserver.EventBackup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies the contexts, by the server where it runs. */
@Command(name = "backup", mixinStandardHelpOptions = true, description = "Copies all contexts, as they are at one moment, whether a server runs or not.")
final class BackupCommand implements Callable<Integer> {

    @Mixin
    private final DataOption data = new DataOption();

    @Parameters(paramLabel = "DIR", description = "An empty directory, or one that is not there yet.")
    private Path target = Path.of("backup");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path directory = data.existing();
        try (Backup backup = Backup.begin(target)) {
            String contexts = String.join(", ", EventBackup.copy(directory, backup, ""));
            backup.finish();
            spec.commandLine().getOut().println("Backed up to " + target + ": " + contexts);
        }
        return 0;
    }
}
