package io.orderflow.axonserver.standalone.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which context of which server, and who calls it. */
final class ServerOptions {

    private static final String TOKEN_VARIABLE = "AXON_SERVER_TOKEN";

    @Option(names = "--server", defaultValue = "127.0.0.1:8124", description = "HOST:PORT of a running server's gRPC (default: ${DEFAULT-VALUE}).")
    private String server = "127.0.0.1:8124";

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

    RemoteServer connect() {
        int colon = server.lastIndexOf(':');
        if (colon < 1 || !server.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalStateException("--server is HOST:PORT, not " + server);
        }
        return new RemoteServer(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)), context,
                token(), encrypted);
    }

    private Optional<String> token() {
        if (tokenFile == null) {
            return Optional.ofNullable(System.getenv(TOKEN_VARIABLE));
        }
        try {
            return Files.readString(tokenFile).lines().findFirst().map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException("The token file " + tokenFile + " cannot be read", e);
        }
    }
}
