package io.orderflow.axonserver;

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
 *            where it listens, on the loopback interface only, because a client has no token to show yet; port 0
 * takes a
 *            free one
 * @param inProcessName
 *            the name for gRPC's in-process transport, unique within the JVM
 * @param clock
 *            says when a scheduled event is due
 */
public record AxonServerConfig(Path dataDirectory, Optional<InetSocketAddress> tcpAddress,
        Optional<String> inProcessName,
        Clock clock) {

    /** Reachable from this machine alone. */
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 8124;

    public AxonServerConfig {
        if (tcpAddress.isEmpty() && inProcessName.isEmpty()) {
            throw new IllegalArgumentException("A server needs a TCP address, an in-process name, or both");
        }
        if (tcpAddress.map(InetSocketAddress::isUnresolved).orElse(false)) {
            throw new IllegalArgumentException("Unknown host " + tcpAddress.get().getHostString());
        }
        if (!tcpAddress.map(address -> address.getAddress().isLoopbackAddress()).orElse(true)) {
            throw new IllegalArgumentException("Will not listen on " + tcpAddress.get().getHostString()
                    + ": there is no access control yet, so only a loopback address such as " + DEFAULT_HOST
                    + " is taken");
        }
        if (inProcessName.map(String::isBlank).orElse(false)) {
            throw new IllegalArgumentException("An in-process name must not be blank");
        }
    }

    /** A server over TCP on the loopback interface; port 0 takes a free one. */
    public static AxonServerConfig tcp(Path dataDirectory, int port) {
        return new AxonServerConfig(dataDirectory, Optional.of(new InetSocketAddress(DEFAULT_HOST, port)),
                Optional.empty(), Clock.systemUTC());
    }

    /** A server for clients in this JVM. */
    public static AxonServerConfig inProcess(Path dataDirectory, String name) {
        return new AxonServerConfig(dataDirectory, Optional.empty(), Optional.of(name), Clock.systemUTC());
    }

    /** Also over TCP, at the given port of a host name or address that means this machine alone. */
    public AxonServerConfig withTcp(String host, int port) {
        return new AxonServerConfig(dataDirectory, Optional.of(new InetSocketAddress(host, port)), inProcessName,
                clock);
    }

    /** Also in process. */
    public AxonServerConfig withInProcessName(String name) {
        return new AxonServerConfig(dataDirectory, tcpAddress, Optional.of(name), clock);
    }

    /** Its addresses, for messages to people. */
    String reachedAt() {
        return Stream.concat(tcpAddress.map(address -> address.getHostString() + ':' + address.getPort()).stream(),
                inProcessName.map(name -> "in-process name " + name).stream()).collect(Collectors.joining(", "));
    }

    public AxonServerConfig withClock(Clock other) {
        return new AxonServerConfig(dataDirectory, tcpAddress, inProcessName, other);
    }
}
