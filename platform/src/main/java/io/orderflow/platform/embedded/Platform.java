package io.orderflow.platform.embedded;

import io.grpc.inprocess.InProcessChannelBuilder;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.axonserver.Backup;
import io.orderflow.console.MountedConsole;
import io.orderflow.mongoserver.EmbeddedMongoServer;
import io.orderflow.platform.address.AddressFile;
import io.orderflow.platform.address.ListeningAddress;
import io.orderflow.platform.address.MongoUris;
import io.orderflow.projection.rebuild.StartupCatchUp;
import io.orderflow.service.backup.Backups;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The running platform: the embedded servers, where they are wanted, and all services in one Spring context. The parts
 * are closed in the opposite order of their start.
 */
public final class Platform implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofMinutes(30);
    /**
     * The loggers of Spring that report a failed start with stacks and pages of text; the platform reports it in a
     * sentence.
     */
    private static final List<String> START_FAILURE_LOGGERS = List.of(
            "org.springframework.boot.SpringApplication",
            "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
            "org.springframework.boot.tomcat.servlet.DeferredServletContainerInitializers",
            "org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext");

    private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, Object> settings = new HashMap<>();
    /** How the services reach the embedded event store; absent where they reach another one by their own settings. */
    private @Nullable ManagedChannelCustomizer channel;
    private String eventStore = "";
    private Optional<String> token = Optional.empty();
    private @Nullable Addresses addresses;
    private final List<MeterBinder> meters = new ArrayList<>();
    private @Nullable MountedConsole console;

    private Platform() {}

    /** Starts everything; when it returns, HTTP requests are answered from read models that have caught up. */
    public static Platform start(PlatformOptions options) {
        return start(options, List.of());
    }

    /**
     * As {@link #start(PlatformOptions)}.
     *
     * @param settings further settings of the services, as {@code --name=value}; they take precedence
     */
    public static Platform start(PlatformOptions options, List<String> settings) {
        Backup.requireRestored(options.data());
        Platform platform = new Platform();
        try {
            platform.startEventStore(options);
            platform.startDatabases(options);
            platform.startServices(options, settings);
            platform.awaitReadModels();
            return platform;
        } catch (RuntimeException failed) {
            platform.close();
            throw failed;
        }
    }

    private void startEventStore(PlatformOptions options) {
        if (options.axonServer().isPresent()) {
            eventStore = options.axonServer().get();
            settings.put("axon.axonserver.servers", eventStore);
            return;
        }
        String name = "orderflow-" + UUID.randomUUID();
        String secret = UUID.randomUUID().toString();
        AxonServer server = AxonServer.start(AxonServerConfig.inProcess(options.events(), name)
                .withTcp(AxonServerConfig.DEFAULT_HOST, 0)
                .withToken(secret));
        parts.push(server);
        server.acceptMaintenance();
        meters.add(EmbeddedMeters.of(server));
        channel = address -> InProcessChannelBuilder.forName(name);
        settings.put("axon.axonserver.token", secret);
        settings.put("orderflow.commands.local-first", true);
        eventStore = AxonServerConfig.DEFAULT_HOST + ":" + server.port();
        token = Optional.of(secret);
    }

    private void startDatabases(PlatformOptions options) {
        if (options.mongo().isPresent()) {
            String uri = options.mongo().get();
            use(MongoUris.readModels(uri), MongoUris.checkpoints(uri), options);
            return;
        }
        EmbeddedMongoServer mongo = Documents.open(options);
        parts.push(mongo);
        AbandonedClaims.release(mongo.uri());
        meters.add(EmbeddedMeters.of(mongo));
        use(MongoUris.readModels(mongo.uri()), MongoUris.checkpoints(mongo.uri()), options);
    }

    private void use(String readModels, String checkpoints, PlatformOptions options) {
        settings.put("orderflow.read-models.uri", readModels);
        settings.put("orderflow.checkpoints.uri", checkpoints);
        addresses = new Addresses(eventStore, token, readModels, checkpoints);
        parts.push(AddressFile.write(options.data(), addresses));
    }

    private void startServices(PlatformOptions options, List<String> further) {
        START_FAILURE_LOGGERS.forEach(logger -> settings.put("logging.level." + logger, "OFF"));
        settings.put("server.port", options.port());
        settings.put("management.metrics.system.diskspace.paths", options.data().toString());
        options.issuer().ifPresent(url -> settings.put(ISSUER, url));
        settings.put("spring.application.name", "orderflow");
        SpringApplicationBuilder application = new SpringApplicationBuilder(PlatformConfiguration.class)
                .properties(settings)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .initializers((GenericApplicationContext context) -> connect(context, options));
        // The other settings are defaults; this one must take precedence over the services' own file of settings.
        List<String> arguments = new ArrayList<>(List.of("--server.address=" + options.host()));
        arguments.addAll(further);
        parts.push(application.run(arguments.toArray(String[]::new)));
        Objects.requireNonNull(console).requireStarted();
    }

    private void connect(GenericApplicationContext services, PlatformOptions options) {
        if (options.axonServer().isEmpty() && options.mongo().isEmpty()) {
            services.registerBean("backups", Backups.class, () -> new EmbeddedBackups(options.data()));
        }
        // The console asks for it at each of its calls.
        String scheme = ConsoleSettings.isEncrypted(services.getEnvironment()) ? "https" : "http";
        MountedConsole mounted = new MountedConsole(
                () -> ListeningAddress.reachable(scheme, options.host(), portOf(services)),
                ConsoleSettings.of(services.getEnvironment()));
        services.registerBean("console", MountedConsole.class, () -> mounted);
        console = mounted;
        ManagedChannelCustomizer embedded = channel;
        if (embedded != null) {
            services.registerBean("managedChannelCustomizer", ManagedChannelCustomizer.class, () -> embedded);
        }
        for (int i = 0; i < meters.size(); i++) {
            MeterBinder binder = meters.get(i);
            services.registerBean("embeddedMeters" + i, MeterBinder.class, () -> binder);
        }
    }

    /** Waits until the read models have caught up with the events at the start; their progress is logged. */
    private void awaitReadModels() {
        try {
            if (!context().getBean(StartupCatchUp.class).await(CATCH_UP_TIMEOUT)) {
                LOG.warn("The read models are still behind; until they catch up, answers may be stale");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the read models catch up", e);
        }
    }

    /** The port of the HTTP interface. */
    public int port() {
        return portOf(context());
    }

    private static int portOf(ConfigurableApplicationContext services) {
        return Objects.requireNonNull(((WebServerApplicationContext) services).getWebServer()).getPort();
    }

    /** The addresses of the event store and the databases, for tools that look at the platform from outside. */
    public Addresses addresses() {
        return Objects.requireNonNull(addresses);
    }

    /** The Spring context, for tests that look inside. */
    public ConfigurableApplicationContext context() {
        return (ConfigurableApplicationContext) parts.getFirst();
    }

    @Override
    public void close() {
        IllegalStateException unclean = new IllegalStateException("Could not stop cleanly");
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Throwable failed) {
                unclean.addSuppressed(failed);
            }
        }
        if (unclean.getSuppressed().length > 0) {
            throw unclean;
        }
    }
}
