package io.orderflow.benchmarks.relay;

import io.axoniq.axonserver.grpc.event.Event;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.stock.Sku;
import io.orderflow.benchmarks.projection.DeliveredOrders;
import io.orderflow.benchmarks.projection.StoreFiller;
import io.orderflow.benchmarks.server.Embedded;
import io.orderflow.mongoserver.EmbeddedMongoServer;
import io.orderflow.mongoserver.store.StoreSettings;
import io.orderflow.relay.EventRelayConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** The relay with the event store and the database of its checkpoints in this process. */
final class RelayUnderLoad implements AutoCloseable {

    private static final int ORDERS_AT_ONCE = 100;
    private static final int EVENTS_OF_AN_ORDER = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    private final Embedded events;
    private final EmbeddedMongoServer database;
    private final ConfigurableApplicationContext context;
    private final EventProcessor processor;
    private final DeliveredOrders orders = new DeliveredOrders();
    private int filled;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EventRelayConfiguration.class)
    static class Application {}

    RelayUnderLoad(Path data, String broker, String setting) {
        events = Embedded.start(data.resolve("events"));
        database = EmbeddedMongoServer.start(data.resolve("database"), 0, StoreSettings.DEFAULT);
        int end = setting.indexOf('=');
        ManagedChannelCustomizer inProcess = address -> InProcessChannelBuilder.forName(events.name());
        context = new SpringApplicationBuilder(Application.class)
                .properties(Map.of("server.port", "0", "spring.application.name", "benchmark",
                        "orderflow.checkpoints.uri", database.uri() + "/checkpoints", setting.substring(0, end),
                        setting.substring(end + 1)))
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .initializers((GenericApplicationContext beans) -> beans.registerBean("managedChannelCustomizer",
                        ManagedChannelCustomizer.class, () -> inProcess))
                .run();
        processor = context.getBean(EventProcessingConfiguration.class).eventProcessor("relay-" + broker)
                .orElseThrow();
    }

    /** Publishes the events of so many orders that are in the log already, and returns how long that took. */
    Duration publish(int count) throws InterruptedException {
        processor.shutDown();
        fill(count);
        double before = published();
        long began = System.nanoTime();
        processor.start();
        while (published() < before + (double) count * EVENTS_OF_AN_ORDER) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException("The relay has not published all events");
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private double published() {
        return context.getBean(MeterRegistry.class).get("orderflow.relay.published").functionCounter().count();
    }

    private void fill(int count) throws InterruptedException {
        StoreFiller filler = new StoreFiller(events.client(), 1);
        for (int end = filled + count; filled < end; filled += ORDERS_AT_ONCE) {
            List<Event> transaction = new ArrayList<>();
            for (int step = 0; step < EVENTS_OF_AN_ORDER; step++) {
                for (int order = filled; order < filled + ORDERS_AT_ONCE; order++) {
                    transaction.add(event(order, step));
                }
            }
            filler.append(transaction);
        }
        filler.finish();
    }

    private Event event(int number, int step) {
        OrderId order = new OrderId("o" + number);
        CustomerId customer = new CustomerId("c" + number % 1_000);
        Money total = Money.of("4.50", "USD");
        Object payload = switch (step) {
            case 0 -> new OrderPlaced(order, customer, new AccountId("a" + number % 1_000),
                    List.of(new OrderLine(new Sku("PEN"), 3, Money.of("1.50", "USD"))), total);
            case 1 -> new OrderConfirmed(order, customer, total);
            default -> new OrderShipped(order, customer, total, null);
        };
        return orders.stored("Order", order.toString(), step, payload);
    }

    static int eventsOf(int count) {
        return count * EVENTS_OF_AN_ORDER;
    }

    @Override
    public void close() {
        context.close();
        database.close();
        events.close();
    }
}
