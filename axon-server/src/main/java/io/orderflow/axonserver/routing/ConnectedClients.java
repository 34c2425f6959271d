package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.InstructionResult;
import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo;
import io.axoniq.axonserver.grpc.control.EventProcessorReference;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction;
import io.axoniq.axonserver.grpc.control.RequestReconnect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who is connected, and what each has told about its event processors. Thread-safe. */
public final class ConnectedClients {

    /**
     * How long a client may leave heartbeats without an answer. The connector gives up a server after 17.5 seconds
     * by default
     * (an interval of 10 and a timeout of 7.5).
     */
    public static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(60);

    /** Event processors that are kept for one client; what it tells of more is ignored. */
    private static final int MAX_PROCESSORS_PER_CLIENT = 1_000;

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final InstantSource clock;

    public ConnectedClients(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Adds a connection to a context, which becomes a client when it registers.
     *
     * @param sink
     *            takes the instructions for the client, on any thread, and must not block
     */
    public Connection connect(String context, Consumer<PlatformOutboundInstruction> sink) {
        return new Connection(context, sink);
    }

    /** The connections of the clients that are registered now. */
    public Set<Connection> connections() {
        return Set.copyOf(connections);
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
    public record Client(String context, ClientIdentification identification, Instant lastHeard,
            Map<String, EventProcessorInfo> processors) {}

    /** One client's connection. Thread-safe. */
    public final class Connection {
        private final String context;
        private final ConcurrentMap<String, EventProcessorInfo> processors = new ConcurrentHashMap<>();
        private final SentInstructions instructions;
        private volatile @Nullable ClientIdentification identification;
        private volatile Instant lastHeard = clock.instant();
        private volatile @Nullable Instant awaitingSince;
        private volatile boolean knowsHeartbeats;
        private volatile long registeredNanos = System.nanoTime();
        private volatile boolean closed;

        private Connection(String context, Consumer<PlatformOutboundInstruction> sink) {
            this.context = context;
            this.instructions = new SentInstructions(sink);
        }

        /** What arrives when the server has ended the connection registers nobody. */
        public void register(ClientIdentification client) {
            identification = client;
            registeredNanos = System.nanoTime();
            connections.add(this);
            if (closed) {
                connections.remove(this);
            }
        }

        /** To be called with every sign of life. */
        public void heard() {
            lastHeard = clock.instant();
            awaitingSince = null;
        }

        /** To be called with every heartbeat from the client. */
        public void heardHeartbeat() {
            knowsHeartbeats = true;
        }

        /** To be called before a heartbeat is sent to the client. */
        public void awaitAnswer() {
            if (awaitingSince == null) {
                awaitingSince = clock.instant();
            }
        }

        /**
         * Whether it no longer answers heartbeats. The time counts from the first one that it left unanswered, not
         * from its
         * last sign of life, because this process may have slept longer than the client; a client that has never sent a
         * heartbeat is not expected to.
         */
        public boolean isSilent() {
            Instant since = awaitingSince;
            return knowsHeartbeats && since != null && !clock.instant().isBefore(since.plus(SILENCE_TIMEOUT));
        }

        public void processor(EventProcessorInfo info) {
            if (processors.size() < MAX_PROCESSORS_PER_CLIENT || processors.containsKey(info.getProcessorName())) {
                processors.put(info.getProcessorName(), info);
            }
        }

        /** Has the client tell anew about each of its event processors. It does so without a further answer. */
        public void requestReports() {
            processors.keySet().forEach(name -> instructions.order(PlatformOutboundInstruction.newBuilder()
                    .setRequestEventProcessorInfo(EventProcessorReference.newBuilder().setProcessorName(name))
                    .build()));
        }

        /** How long it has been registered. */
        public Duration age() {
            return Duration.ofNanos(System.nanoTime() - registeredNanos);
        }

        /**
         * Has the client do something, and answers when it has.
         *
         * @param timeLimit
         *            how long it may take
         * @return fails with {@link InstructionFailed}
         */
        public CompletableFuture<Void> instruct(PlatformOutboundInstruction instruction, Duration timeLimit) {
            return instructions.send(instruction, timeLimit);
        }

        /** Asks the client to connect anew. It does so without an answer. */
        public void requestReconnect() {
            instructions.order(PlatformOutboundInstruction.newBuilder()
                    .setRequestReconnect(RequestReconnect.getDefaultInstance())
                    .build());
        }

        /** The client says that it understands an instruction, or does not. */
        public void acknowledged(InstructionAck ack) {
            instructions.acknowledged(ack);
        }

        /** The client has carried out an instruction, or could not. */
        public void finished(InstructionResult result) {
            instructions.finished(result);
        }

        public void close() {
            closed = true;
            connections.remove(this);
            instructions.close();
        }

        @Override
        public String toString() {
            ClientIdentification known = identification;
            return known == null ? "A client" : "Client " + known.getClientId() + " (" + known.getComponentName() + ')';
        }

        /** Who it is, and what it has told. */
        public Client client() {
            ClientIdentification known = identification;
            return new Client(context, known == null ? ClientIdentification.getDefaultInstance() : known, lastHeard,
                    new TreeMap<>(processors));
        }
    }
}
