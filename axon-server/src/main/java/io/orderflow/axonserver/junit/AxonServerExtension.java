package io.orderflow.axonserver.junit;

import io.grpc.ManagedChannelBuilder;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server for tests, with its events in a folder that is deleted afterwards. In a static field it serves all tests of a
 * class and forgets all events before each of them, when the clients have finished with those; in an instance field each test has a server of its own.
 *
 * <pre>
 * &#64;RegisterExtension
 * static final AxonServerExtension SERVER = AxonServerExtension.tcp();
 *
 * &#64;DynamicPropertySource
 * static void connect(DynamicPropertyRegistry registry) {
 *     SERVER.properties(registry::add);
 * }
 * </pre>
 *
 * Tests that run at the same time do not get on with a server that forgets; {@link #keepingEvents()} is for them.
 */
public final class AxonServerExtension
        implements
        BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback {

    private static final Duration IDLE_LIMIT = Duration.ofSeconds(5);

    private final @Nullable String name;
    private final Function<Path, AxonServerConfig> config;
    private final boolean forgetting;
    private final boolean lasting;
    private final Duration idleLimit;
    /** A class and the classes nested in it share the server: the outermost ends it. */
    private int classes;
    private @Nullable AxonServer running;

    private AxonServerExtension(@Nullable String name, Function<Path, AxonServerConfig> config, boolean forgetting,
            boolean lasting, Duration idleLimit) {
        this.name = name;
        this.config = config;
        this.forgetting = forgetting;
        this.lasting = lasting;
        this.idleLimit = idleLimit;
    }

    /** Reached within this JVM, by {@link #channel}: the fastest, and without a port. */
    public static AxonServerExtension inProcess() {
        String name = "axon-server-" + UUID.randomUUID();
        return new AxonServerExtension(name, data -> AxonServerConfig.inProcess(data, name), true, false, IDLE_LIMIT);
    }

    /** Reached over TCP, at a free port of this machine. */
    public static AxonServerExtension tcp() {
        return new AxonServerExtension(null, data -> AxonServerConfig.tcp(data, 0), true, false, IDLE_LIMIT);
    }

    /** With other settings, for example {@code config -> config.withHttp("127.0.0.1", 0)}. */
    public AxonServerExtension with(UnaryOperator<AxonServerConfig> settings) {
        return new AxonServerExtension(name, config.andThen(settings), forgetting, lasting, idleLimit);
    }

    /** Does not forget the events of one test before the next. */
    public AxonServerExtension keepingEvents() {
        return new AxonServerExtension(name, config, false, lasting, idleLimit);
    }

    /**
     * Runs on until the JVM ends, at the same address: for a static field that several classes inherit, whose tests share
     * one application, as Spring keeps it from class to class.
     */
    public AxonServerExtension untilTheEnd() {
        return new AxonServerExtension(name, config, forgetting, true, idleLimit);
    }

    /**
     * Waits before each test, until the clients have finished what the test before has begun, for 5 seconds unless told
     * otherwise here. A test begins with an error if they have not; with a limit of zero it begins at once, and may get
     * events of the test before.
     */
    public AxonServerExtension awaitingIdle(Duration limit) {
        return new AxonServerExtension(name, config, forgetting, lasting, limit);
    }

    /** The server, which starts when it is first asked for, or before the first test. */
    public synchronized AxonServer server() {
        AxonServer current = running;
        if (current == null) {
            current = AxonServer.startTemporary(config);
            running = current;
            if (lasting) {
                Runtime.getRuntime().addShutdownHook(
                        Thread.ofPlatform().name("axon-server-extension-stop").unstarted(this::stop));
            }
        }
        return current;
    }

    /** Its gRPC port; -1 where it is reached in process. */
    public int port() {
        return server().port();
    }

    /** Where clients connect: host and port. */
    public String address() {
        if (port() < 0) {
            throw new IllegalStateException("A server in process has no address: give clients its channel()");
        }
        return AxonServerConfig.DEFAULT_HOST + ':' + port();
    }

    /** Its name for gRPC's in-process transport. */
    public String inProcessName() {
        if (name == null) {
            throw new IllegalStateException("This server is reached over TCP: give clients its address()");
        }
        server();
        return name;
    }

    /**
     * Replaces a client's channel by one to this server in process. A method reference to it is what the connector's
     * {@code AxonServerConnectionFactory.Builder.customize} takes, and a {@code ManagedChannelCustomizer} bean of Axon
     * Framework: {@code SERVER::channel}.
     */
    public ManagedChannelBuilder<?> channel(ManagedChannelBuilder<?> ignored) {
        return InProcess.channel(inProcessName());
    }

    /** Tells Spring where the server is: {@code SERVER.properties(registry::add)}. */
    public void properties(BiConsumer<String, Supplier<Object>> registry) {
        registry.accept("axon.axonserver.servers", this::address);
    }

    /** Removes all events, snapshots and scheduled events. Clients stay connected. */
    public void reset() {
        server().reset();
    }

    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        classes++;
        server();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (forgetting) {
            if (!idleLimit.isZero()) {
                server().awaitIdle(idleLimit);
            }
            reset();
        }
    }

    @Override
    public synchronized void afterEach(ExtensionContext context) {
        if (classes == 0 && !lasting) {
            stop();
        }
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        classes--;
        if (classes == 0 && !lasting) {
            stop();
        }
    }

    private synchronized void stop() {
        AxonServer current = running;
        running = null;
        if (current != null) {
            current.close();
        }
    }
}
