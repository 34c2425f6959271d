package io.orderflow.axonserver.standalone.transfer;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of the target of a copy. */
final class TargetOptions {

    @Option(names = "--append", description = "The target may have events that are not the source's. The events then get other tokens.")
    private boolean amongOthers;

    @Option(names = "--mapping", paramLabel = "FILE", description = "Where to write which tokens of the source are which of the target, if they differ.")
    private @Nullable Path mapping;

    boolean isAmongOthers() {
        return amongOthers;
    }

    MappingFile mapping(Path otherwise) {
        return new MappingFile(mapping == null ? otherwise : mapping);
    }
}
