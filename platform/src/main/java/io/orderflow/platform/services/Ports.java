package io.orderflow.platform.services;

import io.orderflow.console.ConsoleApplication;
import io.orderflow.identity.IdentityServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The port of each process; the event store and the database have one more each, for their metrics. */
record Ports(int axonServer, int axonServerHttp, int mongo, int mongoHttp, int gateway, int identity, int relay,
        int notification, int console, Map<Service, Integer> services) {

    static Ports byDefault() {
        Map<Service, Integer> services = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            services.put(service, service.defaultPort());
        }
        return new Ports(8124, 8024, 27117, 27118, 8080, IdentityServer.PORT, 8086, 8088, ConsoleApplication.PORT,
                services);
    }

    /**
     * Finds ports on which no process listens now; all are held at once during the search, so that none is found twice.
     */
    static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            Map<Service, Integer> services = new EnumMap<>(Service.class);
            for (Service service : Service.values()) {
                services.put(service, hold(held));
            }
            return new Ports(hold(held), hold(held), hold(held), hold(held), hold(held), hold(held), hold(held),
                    hold(held), hold(held), services);
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        } finally {
            held.forEach(Ports::release);
        }
    }

    private static int hold(List<ServerSocket> held) throws IOException {
        ServerSocket socket = new ServerSocket(0);
        held.add(socket);
        return socket.getLocalPort();
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
