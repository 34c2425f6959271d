package io.orderflow.benchmarks.server;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.Registration;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.admin.CreateContextRequest;
import io.axoniq.axonserver.grpc.admin.DeleteContextRequest;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The vendor's connector with its own settings: one client that sends messages, and another that handles them. */
public final class Client implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private final AxonServerConnectionFactory senders;
    private final AxonServerConnectionFactory handlers;
    private AxonServerConnection sender;
    private final AxonServerConnection handler;
    private int contexts;
    private final Set<String> handled = new HashSet<>();

    private Client(UnaryOperator<AxonServerConnectionFactory.Builder> target) {
        this.senders = target.apply(AxonServerConnectionFactory.forClient("sender")).build();
        this.handlers = target.apply(AxonServerConnectionFactory.forClient("handler")).build();
        this.sender = senders.connect("default");
        this.handler = handlers.connect("default");
        awaitConnection(sender);
        awaitConnection(handler);
    }

    static Client inProcess(String name) {
        return new Client(builder -> builder.customize(ignored -> InProcessChannelBuilder.forName(name)));
    }

    static Client tcp(int port) {
        return new Client(builder -> builder.routingServers(new ServerAddress("127.0.0.1", port)));
    }

    private static void awaitConnection(AxonServerConnection connection) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!connection.isConnected()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The client does not get a connection");
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    /** Makes a context with an empty store, uses it from now on, and deletes the context before it. */
    void moveToFreshContext() throws InterruptedException {
        AxonServerConnection before = sender;
        String name = "round-" + ++contexts;
        await(handler.adminChannel().createContext(CreateContextRequest.newBuilder().setName(name).build()));
        sender = senders.connect(name);
        awaitConnection(sender);
        if (contexts > 1) {
            before.disconnect();
            await(handler.adminChannel()
                    .deleteContext(DeleteContextRequest.newBuilder().setName("round-" + (contexts - 1)).build()));
        }
    }

    AxonServerConnection sender() {
        return sender;
    }

    public EventChannel events() {
        return sender.eventChannel();
    }

    /** Registers a handler unless it is registered, and returns when the server knows it. */
    void handleOnce(String message, Function<AxonServerConnection, Registration> register) {
        if (handled.add(message)) {
            try {
                register.apply(handler).awaitAck(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | InterruptedException e) {
                throw new IllegalStateException("The server does not take a handler", e);
            }
        }
    }

    /** Waits for an answer outside the measured time. */
    public static <T> T await(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The server failed before the measurement", e);
        }
    }

    @Override
    public void close() {
        senders.shutdown();
        handlers.shutdown();
    }
}
