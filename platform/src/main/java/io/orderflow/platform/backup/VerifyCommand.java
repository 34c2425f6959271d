package io.orderflow.platform.backup;

import io.orderflow.axonserver.store.rocksdb.Findings;
import io.orderflow.axonserver.store.rocksdb.OfflineStores;
import io.orderflow.mongoserver.EmbeddedMongoServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Reads a whole data folder, or a whole backup. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = {
        "Reads all events and documents with their indexes, and names every fault. No system may run on them.",
        "It verifies the directory of a backup as well."}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:no fault was found", "1:a fault was found"})
final class VerifyCommand extends DataCommand {

    @Override
    int run(Path folder) {
        DataFolder data = DataFolder.of(folder);
        if (DataFolder.isUsed(folder)) {
            throw new IllegalStateException(
                    "Cannot verify " + folder + ": it is in use. Stop the system that runs on it first");
        }
        boolean well = true;
        for (Map.Entry<String, Findings> context : new OfflineStores(data.events()).verify().entrySet()) {
            well &= report("events, " + context.getKey(), context.getValue().problems());
            context.getValue().notes().forEach(note -> out().println("  note: " + note));
        }
        if (data.documents().isPresent()) {
            List<String> problems = EmbeddedMongoServer.verify(data.documents().get());
            boolean readable = report("documents", problems);
            well &= readable && report("checkpoints", Inventory.of(data).madeAnew());
        }
        return well ? 0 : 1;
    }

    private boolean report(String what, List<String> problems) {
        out().println(what + ": " + (problems.isEmpty() ? "all is well" : problems.size() + " problems"));
        problems.forEach(problem -> out().println("  " + problem));
        return problems.isEmpty();
    }
}
