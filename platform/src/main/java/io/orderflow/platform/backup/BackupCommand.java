package io.orderflow.platform.backup;

import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.axonserver.Backup;
import io.orderflow.axonserver.EventBackup;
import io.orderflow.axonserver.store.rocksdb.OfflineStores;
import io.orderflow.axonserver.store.rocksdb.StoreLock;
import io.orderflow.mongoserver.store.StoreCopies;
import io.orderflow.platform.address.AddressFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Backs up a data folder, whether a system runs on it or not. The documents are copied before the events. A document or
 * a checkpoint is written after its event is on the disk, so the events of the backup reach at least as far as each
 * checkpoint in it.
 */
@Command(name = "backup", mixinStandardHelpOptions = true, description = {
        "Copies the events, read models, checkpoints and dead letters of a data folder.",
        "A system that runs on the folder goes on meanwhile."})
final class BackupCommand extends DataCommand {

    private static final String DOCUMENTS = "documents";

    @Parameters(paramLabel = "DIR", description = "An empty directory, or one that is not there yet.")
    private Path target = Path.of("backup");

    @Override
    int run(Path folder) {
        DataFolder data = DataFolder.of(folder);
        StoreLock lock = StoreLock.take(folder.resolve(".backup-lock"))
                .orElseThrow(() -> new IllegalStateException("Another backup of " + folder + " is being made"));
        try (lock; Backup backup = Backup.begin(target.toAbsolutePath().normalize())) {
            String documents = copyDocuments(data, backup);
            List<String> contexts = EventBackup.copy(data.events(), backup, data.within());
            backup.finish();
            out().printf("Backed up to %s:%n  events     %s%n  documents  %s%n", target, String.join(", ", contexts),
                    documents);
            return 0;
        }
    }

    /** Copies the documents. Returns what the command tells of them. */
    private static String copyDocuments(DataFolder data, Backup backup) {
        Optional<Addresses> running = OfflineStores.isInUse(data.events())
                ? AddressFile.read(data.folder())
                : Optional.empty();
        if (running.isPresent()) {
            Optional<Path> copy = RunningDatabase.copy(running.get().readModels(), running.get().tls());
            copy.ifPresent(there -> backup.take(there, DOCUMENTS));
            return copy.isPresent()
                    ? "read models, checkpoints and dead letters"
                    : "none: they are in a MongoDB of their own. Back it up with its own tools, before the events; what is "
                            + "missing or newer than these events is made anew of them";
        }
        if (data.documents().isEmpty()) {
            return "none: there are only events here. What services keep in a database of their own has to be backed up "
                    + "there, before the events";
        }
        Path documents = data.documents().get();
        StoreLock lock = StoreLock.take(documents.resolve(StoreLock.FILE))
                .orElseThrow(() -> new IllegalStateException("The database in " + documents
                        + " is in use, but not the events beside it: start both, or stop both"));
        try (lock) {
            StoreCopies.removeFrom(documents);
            backup.copy(documents, DOCUMENTS);
        }
        return "read models, checkpoints and dead letters";
    }
}
