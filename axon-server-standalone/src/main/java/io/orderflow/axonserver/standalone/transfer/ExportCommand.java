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

/** Copies the events, snapshots and scheduled events of a context to a file. */
@Command(name = "export", mixinStandardHelpOptions = true, description = "Copies the events, snapshots and scheduled events of a context to a file, from a running server or from the data folder of one that does not run. Called again, it goes on where it was cut off.")
public final class ExportCommand implements Callable<Integer> {

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Parameters(paramLabel = "FILE", description = "The file, of JSON lines in gzip.")
    private Path file = Path.of("events.jsonl.gz");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (ContextClient source = place.address().open()) {
            out.println(new Exporter(source, place.context(), file, out).run());
        }
        return 0;
    }
}
