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

/** Copies the events and snapshots of a context of a running server to a file. */
@Command(name = "export", mixinStandardHelpOptions = true, description = "Copies the events and snapshots of a context of a running server to a file. Called again, it goes on where it was cut off.")
public final class ExportCommand implements Callable<Integer> {

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
            out.println(new Exporter(server, options.context(), file, out).run());
        }
        return 0;
    }
}
