package io.orderflow.axonserver;

import io.orderflow.axonserver.access.AccessToken;
import io.orderflow.axonserver.access.Certificate;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a server needs to know. It is reached by TCP, in process, or both; at least one of the two is given.
 *
 * @param dataDirectory
 *            where the events are; made where it does not exist, and used by one server at a time
 * @param tcpAddress
 *            where it listens for gRPC; port 0 takes a free one
 * @param inProcessName
 *            the name for gRPC's in-process transport, unique within the JVM
 * @param httpAddress
 *            where it listens for HTTP; port 0 takes a free one
 * @param token
 *            what every call has to say; without one it listens on the loopback interface only
 * @param certificate
 *            encrypts gRPC over TCP, and HTTP
 * @param developmentMode
 *            whether all events may be removed over HTTP
 * @param maxMessageBytes
 *            the largest message that clients read; what is larger is refused before anybody gets it
 * @param clock
 *            says when a scheduled event is due
 */
public record AxonServerConfig(Path dataDirectory, Optional<InetSocketAddress> tcpAddress,
        Optional<String> inProcessName, Optional<InetSocketAddress> httpAddress, Optional<AccessToken> token,
        Optional<Certificate> certificate, boolean developmentMode, int maxMessageBytes, Clock clock) {

    /** Reachable from this machine alone. */
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 8124;

    /** What the connector, and gRPC, reads unless told otherwise. */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 4 << 20;

    /** The largest that may be set: the store takes no larger events. */
    public static final int LARGEST_MAX_MESSAGE_BYTES = 16 << 20;
    private static final int SMALLEST_MAX_MESSAGE_BYTES = 64 << 10;

    public AxonServerConfig {
        if (tcpAddress.isEmpty() && inProcessName.isEmpty()) {
            throw new IllegalArgumentException("A server needs a TCP address, an in-process name, or both");
        }
        if (inProcessName.map(String::isBlank).orElse(false)) {
            throw new IllegalArgumentException("An in-process name must not be blank");
        }
        if (maxMessageBytes < SMALLEST_MAX_MESSAGE_BYTES || maxMessageBytes > LARGEST_MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException("The largest message has " + SMALLEST_MAX_MESSAGE_BYTES + " to "
                    + LARGEST_MAX_MESSAGE_BYTES + " bytes, not " + maxMessageBytes);
        }
        tcpAddress.ifPresent(AxonServerConfig::requireKnown);
        httpAddress.ifPresent(AxonServerConfig::requireKnown);
    }

    private static void requireKnown(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("Unknown host " + address.getHostString());
        }
    }

    /** A server over TCP on the loopback interface; port 0 takes a free one. */
    public static AxonServerConfig tcp(Path dataDirectory, int port) {
        return new AxonServerConfig(dataDirectory, Optional.of(new InetSocketAddress(DEFAULT_HOST, port)),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false,
                DEFAULT_MAX_MESSAGE_BYTES,
                Clock.systemUTC());
    }

    /** A server for clients in this JVM. */
    public static AxonServerConfig inProcess(Path dataDirectory, String name) {
        return new AxonServerConfig(dataDirectory, Optional.empty(), Optional.of(name), Optional.empty(),
                Optional.empty(), Optional.empty(), false, DEFAULT_MAX_MESSAGE_BYTES,
                Clock.systemUTC());
    }

    /** Also over TCP. A host beyond this machine needs a token too. */
    public AxonServerConfig withTcp(String host, int port) {
        return new AxonServerConfig(dataDirectory, Optional.of(new InetSocketAddress(host, port)), inProcessName,
                httpAddress, token, certificate, developmentMode, maxMessageBytes, clock);
    }

    /** Also in process. */
    public AxonServerConfig withInProcessName(String name) {
        return new AxonServerConfig(dataDirectory, tcpAddress, Optional.of(name), httpAddress, token, certificate,
                developmentMode, maxMessageBytes, clock);
    }

    /** With the HTTP side. A host beyond this machine needs a token too. */
    public AxonServerConfig withHttp(String host, int port) {
        return new AxonServerConfig(dataDirectory, tcpAddress, inProcessName,
                Optional.of(new InetSocketAddress(host, port)), token, certificate, developmentMode, maxMessageBytes,
                clock);
    }

    /** Admits only calls that carry a token, on every way in. */
    public AxonServerConfig withToken(String secret) {
        return new AxonServerConfig(dataDirectory, tcpAddress, inProcessName, httpAddress,
                Optional.of(AccessToken.of(secret)), certificate, developmentMode, maxMessageBytes, clock);
    }

    /**
     * Encrypts what goes over TCP.
     *
     * @param chain
     *            the certificate in PEM form, with those that vouch for it
     * @param key
     *            its private key in PEM form, PKCS 8, not encrypted
     */
    public AxonServerConfig withCertificate(Path chain, Path key) {
        return new AxonServerConfig(dataDirectory, tcpAddress, inProcessName, httpAddress, token,
                Optional.of(new Certificate(chain, key, Optional.empty())), developmentMode, maxMessageBytes, clock);
    }

    /**
     * Admits only clients with a certificate, where there is one of the server.
     *
     * @param authority
     *            the certificates that vouch for those of clients, in PEM form
     */
    public AxonServerConfig withClientAuthority(Path authority) {
        return new AxonServerConfig(dataDirectory, tcpAddress, inProcessName, httpAddress, token,
                certificate.map(own -> new Certificate(own.chain(), own.key(), Optional.of(authority))),
                developmentMode, maxMessageBytes, clock);
    }

    /** Allows to remove all events over HTTP. */
    public AxonServerConfig withDevelopmentMode() {
        return new AxonServerConfig(dataDirectory, tcpAddress, inProcessName, httpAddress, token, certificate, true,
                maxMessageBytes, clock);
    }

    /** For clients that read larger messages than they do by default, or smaller ones. */
    public AxonServerConfig withMaxMessageBytes(int bytes) {
        return new AxonServerConfig(dataDirectory, tcpAddress, inProcessName, httpAddress, token, certificate,
                developmentMode, bytes, clock);
    }

    public AxonServerConfig withClock(Clock other) {
        return new AxonServerConfig(dataDirectory, tcpAddress, inProcessName, httpAddress, token, certificate,
                developmentMode, maxMessageBytes, other);
    }

    /** Where it listens, over gRPC or HTTP. */
    private Stream<InetSocketAddress> listenedAt() {
        return Stream.of(tcpAddress, httpAddress).flatMap(Optional::stream);
    }

    /** Whether others than this machine may reach it. */
    boolean reachesBeyondThisMachine() {
        return listenedAt().anyMatch(address -> !address.getAddress().isLoopbackAddress());
    }

    /** @throws IllegalArgumentException where anybody on the network could read and write events */
    void requireSafe() {
        if (token.isEmpty() && reachesBeyondThisMachine()) {
            throw new IllegalArgumentException("Will not listen on " + listenedAt()
                    .filter(address -> !address.getAddress().isLoopbackAddress())
                    .map(InetSocketAddress::getHostString)
                    .collect(Collectors.joining(", "))
                    + ": without a token only a loopback address such as " + DEFAULT_HOST + " is taken");
        }
    }

    /** Its addresses, for messages to people. */
    String reachedAt() {
        return Stream.concat(listenedAt().map(address -> address.getHostString() + ':' + address.getPort()),
                inProcessName.map(name -> "in-process name " + name).stream()).collect(Collectors.joining(", "));
    }
}
