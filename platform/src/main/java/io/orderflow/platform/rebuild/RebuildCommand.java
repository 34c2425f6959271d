package io.orderflow.platform.rebuild;

import io.orderflow.identity.Grant;
import io.orderflow.identity.IdentityFolder;
import io.orderflow.platform.certificates.CertificateFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Rebuilds a read model of a running platform. */
@Command(name = "rebuild", mixinStandardHelpOptions = true, description = {
        "Rebuilds a read model of a running platform, and shows the progress.",
        "Exits with 0 when the new documents serve, with 3 when they wait for their promotion, else with 1."})
public final class RebuildCommand implements Callable<Integer> {

    private static final int PROMOTED = 0;
    private static final int FAILED = 1;
    private static final int WAITING = 3;
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);

    @Parameters(paramLabel = "NAME", description = "The projection, as GET /projections names it.")
    private String projection = "";

    @Option(names = "--port", defaultValue = "8080", description = "The platform's port on this machine (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--url", description = "The address of a platform that is not on this machine.")
    private @Nullable URI url;

    @Option(names = "--data", defaultValue = "data", description = "The platform's data folder, where it asks for tokens (./${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(names = "--token", description = "The bearer token of an operator, where another issuer's tokens count.")
    private @Nullable String token;

    @Option(names = "--tls", paramLabel = "FOLDER", description = "The certificates of a platform that was started with --tls.")
    private @Nullable Path certificates;

    @Option(names = "--manual", description = "Builds and compares the new documents, which serve once the rebuild is promoted.")
    private boolean manual;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        SSLContext tls = certificates == null ? null : new CertificateFolder(certificates).clientContext();
        URI platform = url == null ? URI.create((tls == null ? "http" : "https") + "://127.0.0.1:" + port) : url;
        RunningRebuild rebuilding;
        try {
            rebuilding = RunningRebuild.start(RunningRebuild.clientOver(tls), platform, projection,
                    manual ? "manual" : "auto", token());
        } catch (ConnectException unreachable) {
            return fail("Nothing answers at %s; start it with ./run, or name it with --port or --url", platform);
        } catch (IOException | IllegalArgumentException refused) {
            return fail("%s is not rebuilt: %s", projection, refused.getMessage());
        }
        AtomicBoolean watched = sayHowToCancelWhenInterrupted(rebuilding);
        try {
            return conclude(rebuilding, rebuilding.watch(out()));
        } catch (IOException lost) {
            return fail("Lost sight of the rebuild, which may still go on: %s", rebuilding.address());
        } finally {
            watched.set(false);
        }
    }

    /** The token of the option; otherwise one that is made for the platform on this machine, and sent nowhere else. */
    private @Nullable String token() {
        IdentityFolder identity = IdentityFolder.in(data);
        return token != null || url != null || identity.issuer().isEmpty()
                ? token
                : identity.token(Grant.operator(), TOKEN_LIFE);
    }

    /** What a command needs so that the platform takes it from an operator, where it asks who that is. */
    private String tokenOption() {
        if (token() == null) {
            return "";
        }
        String asked = token == null ? "$(./run token --operator --data " + data + ")" : "$TOKEN";
        return "-H \"Authorization: Bearer " + asked + "\" ";
    }

    private int conclude(RunningRebuild rebuilding, JsonNode rebuild) {
        String state = rebuild.path("state").asString();
        switch (state) {
            case "PROMOTED" -> {
                out().printf("%s is served from %s.%n", projection, rebuild.path("collection").asString());
                return PROMOTED;
            }
            case "AWAITING_PROMOTION" -> {
                rebuild.path("comparison").path("samples").forEach(sample -> out().println("  " + sample));
                out().printf("""
                        %2$s. It waits for its promotion.
                          promote: curl %3$s-X POST %1$s/promotion
                          cancel:  curl %3$s-X DELETE %1$s
                        """, rebuilding.address(), rebuild.path("reason").asString("It is built and compared"),
                        tokenOption());
                return WAITING;
            }
            default -> {
                String error = rebuild.path("error").asString("");
                return fail("The rebuild of %s is %s%s", projection, state, error.isEmpty() ? "" : ": " + error);
            }
        }
    }

    private AtomicBoolean sayHowToCancelWhenInterrupted(RunningRebuild rebuilding) {
        AtomicBoolean watched = new AtomicBoolean(true);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            if (watched.get()) {
                out().printf("%nThe rebuild goes on. To cancel it: curl %s-X DELETE %s%n", tokenOption(),
                        rebuilding.address());
                out().flush();
            }
        }));
        return watched;
    }

    private int fail(String format, Object... arguments) {
        spec.commandLine().getErr().printf(format + "%n", arguments);
        return FAILED;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
