package io.orderflow.axonserver.standalone;

import io.orderflow.axonserver.Backup;
import io.orderflow.axonserver.store.rocksdb.OfflineStores;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a data directory of a backup. */
@Command(name = "restore", mixinStandardHelpOptions = true, description = "Copies a backup into an empty data directory.")
final class RestoreCommand implements Callable<Integer> {

    @Mixin
    private final DataOption data = new DataOption();

    @Parameters(paramLabel = "DIR", description = "The directory of the backup.")
    private Path backup = Path.of("backup");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Backup.restore(backup, data.directory());
        String contexts = String.join(", ", new OfflineStores(data.directory()).names());
        spec.commandLine().getOut().println("Restored to " + data.directory() + ": " + contexts);
        return 0;
    }
}
