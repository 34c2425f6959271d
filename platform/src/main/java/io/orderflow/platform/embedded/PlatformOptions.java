package io.orderflow.platform.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings of the platform.
 *
 * @param host       the address of the HTTP interface
 * @param port       the HTTP port; 0 takes a free one
 * @param data       the directory of everything that outlives a restart
 * @param axonServer {@code host:port} of an Axon Server to use in place of the embedded one
 * @param mongo      the connection string, without a database, of a MongoDB to use in place of the embedded one
 * @param issuer     the URL of the provider whose tokens callers must bring; without one nobody is asked for a token
 */
public record PlatformOptions(String host, int port, Path data, Optional<String> axonServer, Optional<String> mongo,
        Optional<String> issuer) {

    /** The folder of the events within the data. */
    public static final String EVENTS = "events";

    /** The address that only this machine can reach. */
    public static final String LOOPBACK = "127.0.0.1";

    /** The settings without an issuer. */
    public PlatformOptions(String host, int port, Path data, Optional<String> axonServer, Optional<String> mongo) {
        this(host, port, data, axonServer, mongo, Optional.empty());
    }

    /** The same settings for callers who bring tokens of this issuer. */
    public PlatformOptions withIssuer(String url) {
        return new PlatformOptions(host, port, data, axonServer, mongo, Optional.of(url));
    }

    /** The settings with everything embedded, on a free port. */
    public static PlatformOptions embedded(Path data) {
        return new PlatformOptions(LOOPBACK, 0, data, Optional.empty(), Optional.empty());
    }

    public Path events() {
        return data.resolve(EVENTS);
    }
}
