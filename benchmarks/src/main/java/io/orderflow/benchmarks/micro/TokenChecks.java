package io.orderflow.benchmarks.micro;

import io.orderflow.identity.Grant;
import io.orderflow.identity.IdentityFolder;
import io.orderflow.identity.IdentityServer;
import io.orderflow.service.access.TokenVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.util.FileSystemUtils;

/** The check of a token of our own issuer, as every request pays it: the first time, and from the second time on. */
@State(Scope.Benchmark)
public class TokenChecks {

    private static final int REMEMBER = 10_000;

    private Path directory = Path.of("");
    private String token = "";
    private IdentityServer issuer;
    private TokenVerifier forgetful;
    private TokenVerifier remembering;

    @Setup
    public void start() throws IOException {
        directory = Files.createTempDirectory("micro");
        issuer = IdentityServer.start(directory, 0);
        token = IdentityFolder.in(directory).token(Grant.operator(), Duration.ofHours(8));
        forgetful = TokenVerifier.of(issuer.issuer(), 0);
        remembering = TokenVerifier.of(issuer.issuer(), REMEMBER);
    }

    @TearDown
    public void stop() {
        issuer.close();
        FileSystemUtils.deleteRecursively(directory.toFile());
    }

    @Benchmark
    public Object first() {
        return Objects.requireNonNull(forgetful.verify(token));
    }

    @Benchmark
    public Object again() {
        return Objects.requireNonNull(remembering.verify(token));
    }
}
