package io.orderflow.axonserver.standalone;

import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.store.rocksdb.Findings;
import io.orderflow.axonserver.store.rocksdb.OfflineStores;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads everything that no server uses. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = "Reads all events and indexes while no server uses them, and says what is wrong (exit code 1).")
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private final DataOption data = new DataOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (AxonServer.acceptsMaintenance(data.existing())) {
            throw new IllegalStateException("Cannot verify " + data.directory() + ": a server is using it");
        }
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Findings> found = new OfflineStores(data.existing()).verify();
        if (found.isEmpty()) {
            throw new IllegalStateException("There are no events in " + data.directory());
        }
        found.forEach((context, findings) -> {
            List<String> problems = findings.problems();
            out.println(context + ": " + (problems.isEmpty() ? "all is well" : problems.size() + " problems"));
            problems.forEach(problem -> out.println("  " + problem));
            findings.notes().forEach(note -> out.println("  note: " + note));
        });
        return found.values().stream().allMatch(findings -> findings.problems().isEmpty()) ? 0 : 1;
    }
}
