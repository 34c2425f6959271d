package io.orderflow.axonserver.standalone.transfer;

import io.orderflow.axonserver.AxonServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the context of an export or import is, and who calls its server. */
final class PlaceOptions {

    static final String TOKEN_VARIABLE = "AXON_SERVER_TOKEN";
    private static final String DEFAULT_SERVER = AxonServerConfig.DEFAULT_HOST + ":" + AxonServerConfig.DEFAULT_PORT;

    @Option(names = "--server", description = "HOST:PORT of a running server's gRPC (default: " + DEFAULT_SERVER + ").")
    private @Nullable String server;

    @Option(names = "--data", description = "In place of --server: the data folder of a server of this kind that does not run.")
    private @Nullable Path data;

    @Option(names = "--context", defaultValue = "default", description = "The context (default: ${DEFAULT-VALUE}).")
    private String context = "default";

    @Option(names = "--token-file", description = "A file whose first line is the token for the server. The environment variable "
            + TOKEN_VARIABLE + " does the same.")
    private @Nullable Path tokenFile;

    @Option(names = "--tls", description = "Encrypt the connection, and trust the certificates that the JVM trusts.")
    private boolean encrypted;

    String context() {
        return context;
    }

    ContextAddress address() {
        if (server != null && data != null) {
            throw new IllegalStateException("Give --server or --data, not both");
        }
        String place = data != null ? data.toString() : server != null ? server : DEFAULT_SERVER;
        return new ContextAddress(place, context, token(tokenFile), encrypted);
    }

    /** The token in a file, or in the environment where no file is given. */
    static Optional<String> token(@Nullable Path file) {
        if (file == null) {
            return Optional.ofNullable(System.getenv(TOKEN_VARIABLE));
        }
        try {
            return Files.readString(file).lines().findFirst().map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException("The token file " + file + " cannot be read", e);
        }
    }
}
