package io.orderflow.axonserver;

import io.orderflow.axonserver.store.rocksdb.OfflineStores;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets the running server copy its contexts. */
@Command(name = "backup", mixinStandardHelpOptions = true, description = "Copies all contexts of the running server, as they are at one moment.")
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
        Backup.requireEmpty(target, "The directory");
        Backup.create(target);
        String contexts = Maintenance.backup(directory, target)
                .orElseThrow(() -> new IllegalStateException(OfflineStores.isInUse(directory)
                        ? "The data directory " + directory + " is in use by a server inside of another program, as "
                                + "./run starts one, which cannot be told to make a backup. Stop that program, and "
                                + "copy the directory as it is"
                        : "No server runs with the data directory " + directory
                                + ". What no server uses can be copied as it is"));
        Backup.markWhole(target);
        spec.commandLine().getOut().println("Backed up to " + target + ": " + contexts);
        return 0;
    }
}
