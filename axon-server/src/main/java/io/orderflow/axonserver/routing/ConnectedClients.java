package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Who is connected, and what each has told about its event processors. Thread-safe. */
public final class ConnectedClients {

    /** Event processors that are kept for one client; what it tells of more is ignored. */
    private static final int MAX_PROCESSORS_PER_CLIENT = 1_000;

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final InstantSource clock;

    public ConnectedClients(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds a connection, which becomes a client when it registers. */
    public Connection connect() {
        return new Connection();
    }

    /** The clients that are registered now. */
    public List<Client> clients() {
        return connections.stream().map(Connection::client).toList();
    }

    /**
     * A connected client.
     *
     * @param processors
     *            what it told last about each of its event processors, by name
     */
    public record Client(ClientIdentification identification, Instant lastHeard,
            Map<String, EventProcessorInfo> processors) {}

    /** One client's connection. Thread-safe. */
    public final class Connection {
        private final ConcurrentMap<String, EventProcessorInfo> processors = new ConcurrentHashMap<>();
        private volatile @Nullable ClientIdentification identification;
        private volatile Instant lastHeard = clock.instant();

        private Connection() {}

        public void register(ClientIdentification client) {
            identification = client;
            connections.add(this);
        }

        /** To be called with every sign of life. */
        public void heard() {
            lastHeard = clock.instant();
        }

        public void processor(EventProcessorInfo info) {
            if (processors.size() < MAX_PROCESSORS_PER_CLIENT || processors.containsKey(info.getProcessorName())) {
                processors.put(info.getProcessorName(), info);
            }
        }

        public void close() {
            connections.remove(this);
        }

        private Client client() {
            ClientIdentification known = identification;
            return new Client(known == null ? ClientIdentification.getDefaultInstance() : known, lastHeard,
                    new TreeMap<>(processors));
        }
    }
}
