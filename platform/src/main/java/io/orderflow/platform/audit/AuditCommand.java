package io.orderflow.platform.audit;

import io.orderflow.audit.Audit;
import io.orderflow.audit.AuditImpossible;
import io.orderflow.audit.AuditOptions;
import io.orderflow.audit.AuditReport;
import io.orderflow.audit.AuditTarget;
import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.platform.address.AddressFile;
import io.orderflow.platform.address.MongoUris;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Audits a running system. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = {
        "Checks the invariants of a running system in its event log and its read models.",
        "Without addresses it audits the system that runs on the data folder."}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:every invariant holds", "1:an invariant is broken", "2:the audit could not be run"})
public final class AuditCommand implements Callable<Integer> {

    private static final int BREACHES = 1;
    private static final int IMPOSSIBLE = 2;

    @Option(names = "--data", defaultValue = "data", description = "The data of the system to audit (./${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(names = "--axon-server", paramLabel = "HOST:PORT", description = "An Axon Server. Needs --mongo.")
    private @Nullable String axonServer;

    @Option(names = "--axon-server-token", paramLabel = "TOKEN", description = "The access token of the Axon Server, where it asks for one.")
    private @Nullable String axonServerToken;

    @Option(names = "--mongo", paramLabel = "URI", description = "A MongoDB, as mongodb://host:27017. Needs --axon-server.")
    private @Nullable String mongo;

    @Option(names = "--at-rest", description = "Counts every order that is under way as a breach.")
    private boolean atRest;

    @Option(names = "--grace", description = "The time without progress after which an order counts as stuck (ISO 8601, default PT2M).")
    private Duration grace = AuditOptions.DEFAULT_GRACE;

    @Option(names = "--patience", description = "The longest time to wait for the read models to catch up (ISO 8601, default PT1M).")
    private Duration patience = AuditOptions.DEFAULT_PATIENCE;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (AuditTarget target = AuditTarget.connect(addresses())) {
            AuditReport report = Audit.run(target,
                    new AuditOptions(atRest ? Duration.ZERO : grace, patience, Clock.systemUTC()));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(new JsonMapper().writeValueAsString(report));
            } else {
                print(report, out);
            }
            out.flush();
            return report.isClean() ? 0 : BREACHES;
        } catch (AuditImpossible impossible) {
            spec.commandLine().getErr().println("The audit could not be run: " + impossible.getMessage());
            return IMPOSSIBLE;
        }
    }

    private Addresses addresses() {
        if (axonServer == null && mongo == null) {
            return AddressFile.read(data).orElseThrow(() -> new ParameterException(spec.commandLine(),
                    "Nothing runs on " + data.toAbsolutePath().normalize()
                            + "; give its --data, or --axon-server and --mongo"));
        }
        if (axonServer == null || mongo == null) {
            throw new ParameterException(spec.commandLine(), "--axon-server and --mongo belong together");
        }
        return new Addresses(axonServer, Optional.ofNullable(axonServerToken), MongoUris.readModels(mongo),
                MongoUris.checkpoints(mongo));
    }

    private static void print(AuditReport report, PrintWriter out) {
        ReportTable.print(report, out);
        double seconds = report.took().toMillis() / 1000.0;
        if (report.isClean()) {
            out.printf("%nEverything holds: %,d events up to position %d, in %.1f s.%n", report.events(),
                    report.head(), seconds);
        } else {
            out.printf("%n%,d breaches in %,d events up to position %d, in %.1f s.%n", report.breaches(),
                    report.events(), report.head(), seconds);
        }
    }
}
