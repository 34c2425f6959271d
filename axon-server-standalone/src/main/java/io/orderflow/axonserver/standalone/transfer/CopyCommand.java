package io.orderflow.axonserver.standalone.transfer;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies a context from one server to another one. */
@Command(name = "copy", mixinStandardHelpOptions = true, description = "Copies the events, snapshots and scheduled events of a context to another server, and compares all of it. Called again, it goes on where it was cut off.")
public final class CopyCommand implements Callable<Integer> {

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    @Parameters(index = "0", paramLabel = "FROM", description = "HOST:PORT of a running server's gRPC, or the data folder of a server of this kind that does not run.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "The same. Its context is empty, or has the first events of the source; a folder is made if it is not there.")
    private String to = "";

    @Option(names = "--context", defaultValue = "default", description = "The context (default: ${DEFAULT-VALUE}).")
    private String context = "default";

    @Option(names = "--to-context", description = "The context of the target, if it has another name there.")
    private @Nullable String toContext;

    @Option(names = "--from-token-file", description = "A file whose first line is the token for the source. The environment variable "
            + PlaceOptions.TOKEN_VARIABLE + " does the same, for both servers.")
    private @Nullable Path fromTokenFile;

    @Option(names = "--to-token-file", description = "A file whose first line is the token for the target.")
    private @Nullable Path toTokenFile;

    @Option(names = "--from-tls", description = "Encrypt the connection to the source, and trust the certificates that the JVM trusts.")
    private boolean fromEncrypted;

    @Option(names = "--to-tls", description = "The same for the target.")
    private boolean toEncrypted;

    @Option(names = "--follow", description = "Keep up with the source until SIGINT (Ctrl-C) or SIGTERM, then finish. A lost connection is made anew.")
    private boolean follow;

    @Option(names = "--until-level", description = "As --follow, and finish by itself when the target has all events and none has come for 2 seconds.")
    private boolean untilLevel;

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return follow || untilLevel ? StopSignal.obey(spec.commandLine().getErr(), this::keepUp) : once();
    }

    private int once() {
        return move(new CopyProgress(), null);
    }

    private int keepUp(StopSignal stop) {
        CopyProgress progress = new CopyProgress();
        while (true) {
            try {
                return move(progress, new Following(untilLevel, stop::isGiven));
            } catch (ConnectionLost e) {
                if (stop.isGiven() || !progress.hasBegun()) {
                    throw e;
                }
                spec.commandLine().getOut().println(e.getMessage() + ". Trying again");
                LockSupport.parkNanos(RETRY_INTERVAL.toNanos());
            }
        }
    }

    private int move(CopyProgress progress, @Nullable Following following) {
        PrintWriter out = spec.commandLine().getOut();
        ContextAddress source = new ContextAddress(from, context, PlaceOptions.token(fromTokenFile), fromEncrypted);
        ContextAddress other = new ContextAddress(to, toContext == null ? context : toContext,
                PlaceOptions.token(toTokenFile), toEncrypted);
        try (ContextClient reading = source.open(); ContextClient writing = other.openOrCreate()) {
            MappingFile mapping = target.mapping(Path.of("axon-server-copy.tokens"));
            Move move = new Move(reading, writing, progress, mapping, out);
            out.println("Copied " + move.run(target.isAmongOthers(), following));
            return 0;
        }
    }
}
