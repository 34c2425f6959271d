package io.orderflow.axonserver.standalone;

import io.orderflow.axonserver.AxonServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the standalone server listens, and who may call it. */
final class ListenOptions {

    /** Where a token is looked for that no option gives: other users of the machine do not see it there. */
    static final String TOKEN_VARIABLE = "AXON_SERVER_TOKEN";

    @Option(names = "--host", defaultValue = AxonServerConfig.DEFAULT_HOST, description = "The address to listen on (default: ${DEFAULT-VALUE}). One beyond this machine needs a token.")
    private String host = AxonServerConfig.DEFAULT_HOST;

    @Option(names = "--port", defaultValue = ""
            + AxonServerConfig.DEFAULT_PORT, description = "The port to listen on (default: ${DEFAULT-VALUE}; 0 takes a free one).")
    private int port = AxonServerConfig.DEFAULT_PORT;

    @Option(names = "--http-port", description = "The port to listen on for HTTP (default: none; 0 takes a free one).")
    private @Nullable Integer httpPort;

    @Option(names = "--token-file", description = "A file whose first line is the token that every call has to carry.")
    private @Nullable Path tokenFile;

    @Option(names = "--token", description = "The token itself. Others on this machine can see it: use --token-file, or the environment variable "
            + TOKEN_VARIABLE + ".")
    private @Nullable String token;

    @Option(names = "--tls-cert", description = "The server's certificate (PEM). Needs --tls-key.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", description = "The certificate's private key (PEM, PKCS 8, not encrypted).")
    private @Nullable Path key;

    @Option(names = "--tls-ca", description = "Certificates (PEM) that vouch for those of clients, which every client then needs. Needs --tls-cert.")
    private @Nullable Path clientAuthority;

    @Option(names = "--max-message-bytes", defaultValue = ""
            + AxonServerConfig.DEFAULT_MAX_MESSAGE_BYTES, description = "The largest message that clients read, ${DEFAULT-VALUE} by default as theirs: larger events, commands and queries are refused.")
    private int maxMessageBytes;

    @Option(names = "--dev-mode", description = "Allow to remove all events, and to delete the context default, over HTTP.")
    private boolean developmentMode;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    AxonServerConfig config(Path data) {
        return config(data, System.getenv());
    }

    AxonServerConfig config(Path data, Map<String, String> environment) {
        AxonServerConfig config = AxonServerConfig.tcp(data, AxonServerConfig.DEFAULT_PORT).withTcp(host, port)
                .withMaxMessageBytes(maxMessageBytes);
        if (httpPort != null) {
            config = config.withHttp(host, httpPort);
        }
        Optional<String> secret = secret(environment);
        if (secret.isPresent()) {
            config = config.withToken(secret.get());
        }
        if ((certificate == null) != (key == null)) {
            throw new ParameterException(spec.commandLine(), "--tls-cert and --tls-key belong together");
        }
        if (certificate != null && key != null) {
            config = config.withCertificate(certificate, key);
        }
        if (clientAuthority != null) {
            if (certificate == null) {
                throw new ParameterException(spec.commandLine(), "--tls-ca needs --tls-cert and --tls-key");
            }
            config = config.withClientAuthority(clientAuthority);
        }
        return developmentMode ? config.withDevelopmentMode() : config;
    }

    private Optional<String> secret(Map<String, String> environment) {
        if (token != null && tokenFile != null) {
            throw new ParameterException(spec.commandLine(), "Give --token or --token-file, not both");
        }
        if (tokenFile != null) {
            return Optional.of(firstLine(tokenFile));
        }
        return Optional.ofNullable(token).or(() -> Optional.ofNullable(environment.get(TOKEN_VARIABLE)));
    }

    private String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "Cannot read the token file " + file, e);
        }
    }

    String host() {
        return host;
    }
}
