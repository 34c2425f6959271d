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

/** Brings a file of an export into a context, and compares all of it. */
@Command(name = "import", mixinStandardHelpOptions = true, description = "Brings a file of export into a context that is empty, of a running server or in the data folder of one that does not run, and compares all of it. Called again, it goes on where it was cut off.")
public final class ImportCommand implements Callable<Integer> {

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Parameters(paramLabel = "FILE", description = "The file, of JSON lines in gzip.")
    private Path file = Path.of("events.jsonl.gz");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Reading " + file + ", to know that all of it is there");
        try (FileSource source = new FileSource(file); ContextClient context = place.address().openOrCreate()) {
            MappingFile mapping = target.mapping(file.resolveSibling(file.getFileName() + ".tokens"));
            Move move = new Move(source, context, new CopyProgress(), mapping, out);
            out.println("Imported " + move.run(target.isAmongOthers(), null));
        }
        return 0;
    }
}
