package io.orderflow.platform.backup;

import io.orderflow.axonserver.Backup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a data folder from a backup. */
@Command(name = "restore", mixinStandardHelpOptions = true, description = {
        "Copies a backup into an empty data folder.",
        "Lists the content of the folder, and the parts that a system which starts on it makes anew."})
final class RestoreCommand extends DataCommand {

    @Parameters(paramLabel = "DIR", description = "The directory of the backup.")
    private Path backup = Path.of("backup");

    @Override
    int run(Path folder) {
        Backup.requireWhole(backup);
        if (DataFolder.isUsed(folder)) {
            throw new IllegalStateException("A system runs on " + folder + ": restore into an empty folder");
        }
        Backup.restore(backup, folder);
        Inventory restored = Inventory.of(DataFolder.of(folder));
        PrintWriter out = out();
        out.printf("Restored to %s:%n", folder);
        restored.print(out);
        List<String> anew = restored.madeAnew();
        if (anew.isEmpty()) {
            out.println(
                    "A system that is started on it makes nothing anew: it goes on where it was when the backup was made.");
        } else {
            out.println("A system that is started on it makes anew, out of the events:");
            anew.forEach(line -> out.println("  " + line));
        }
        return 0;
    }
}
