package io.orderflow.axonserver.standalone.transfer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a file of export into a context of a running server that is empty, and compares all of it. */
@Command(name = "import", mixinStandardHelpOptions = true, description = "Brings a file of export into a context of a running server that is empty, and compares all of it. Called again, it goes on where it was cut off.")
public final class ImportCommand implements Callable<Integer> {

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "The file, of JSON lines in gzip.")
    private Path file = Path.of("events.jsonl.gz");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (RemoteServer server = options.connect()) {
            out.println(new Importer(server, file, out).run());
        }
        return 0;
    }
}
