package io.orderflow.benchmarks.projection;

import io.grpc.inprocess.InProcessChannelBuilder;
import io.orderflow.benchmarks.server.Client;
import io.orderflow.benchmarks.server.Embedded;
import io.orderflow.projection.ProjectionKitConfiguration;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.query.orders.OrderView;
import io.orderflow.query.orders.OrdersProjection;
import io.orderflow.query.orders.OrdersReadModel;
import io.orderflow.query.profiles.ProfilesReadModel;
import io.orderflow.service.ServiceKitConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ResolvableType;

/** The projection {@code orders}, and {@code profiles}, of which it has the names of customers, with the event store in this process and the embedded database beside it. */
final class OrdersModel implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final DatabaseProcess database;
    private final Embedded events;
    private final ConfigurableApplicationContext context;

    private OrdersModel(DatabaseProcess database, Embedded events, Class<?> application) {
        this.database = database;
        this.events = events;
        ManagedChannelCustomizer inProcess = address -> InProcessChannelBuilder.forName(events.name());
        this.context = new SpringApplicationBuilder(application)
                .properties(Map.of("server.port", "0", "spring.application.name", "benchmark",
                        "orderflow.read-models.uri", database.readModelsUri()))
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .initializers((GenericApplicationContext beans) -> beans.registerBean("managedChannelCustomizer",
                        ManagedChannelCustomizer.class, () -> inProcess))
                .run();
    }

    static OrdersModel start(Path data) throws IOException {
        return start(data, Application.class);
    }

    /** Starts the projection with other read models beside it. */
    static OrdersModel start(Path data, Class<?> application) throws IOException {
        return new OrdersModel(DatabaseProcess.start(data.resolve("database")),
                Embedded.start(data.resolve("events")), application);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ServiceKitConfiguration.class, ProjectionKitConfiguration.class, OrdersReadModel.class,
            ProfilesReadModel.class})
    static class Application {}

    Client client() {
        return events.client();
    }

    private ReadModels readModels() {
        return context.getBean(ReadModels.class);
    }

    ReadModel<OrderView> orders() {
        return readModels().of(context.getBean(OrdersProjection.class));
    }

    URI address() {
        return URI.create("http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort());
    }

    /** Waits until every projection has folded all events that are in the log now. */
    void catchUp() throws InterruptedException {
        long last = Client.await(client().events().getLastToken());
        context.<Projection<?>>getBeanProvider(ResolvableType.forClass(Projection.class))
                .forEach(projection -> await(projection, last));
    }

    void awaitPosition(long position) {
        await(context.getBean(OrdersProjection.class), position);
    }

    private void await(Projection<?> projection, long position) {
        if (!readModels().of(projection).await(position, PATIENCE)) {
            throw new IllegalStateException(projection.name() + " does not come to position " + position);
        }
    }

    @Override
    public void close() {
        context.close();
        events.close();
        database.close();
    }
}
