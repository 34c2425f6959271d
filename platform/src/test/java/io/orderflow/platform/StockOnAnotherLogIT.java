package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.Money;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand.ListProduct;
import io.orderflow.api.stock.StockCommand.ReceiveStock;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.service.message.Commands;
import io.orderflow.stock.InventoryCommandApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A service that reads no events, under which the log is exchanged for one with as many events of a product. */
@Execution(ExecutionMode.CONCURRENT)
class StockOnAnotherLogIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Sku PEN = new Sku("PEN");
    private static final Money ONE = Money.of("1.00", "USD");
    private static final Money TWO = Money.of("2.00", "USD");

    @TempDir
    private Path directory;
    private AxonServer server;
    private ConfigurableApplicationContext service;

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }

    @Test
    void decidesByTheEventsThatThereAre() {
        startServer("dear", 0);
        service = new SpringApplicationBuilder(InventoryCommandApplication.class)
                .run("--server.port=0", "--axon.axonserver.servers=127.0.0.1:" + server.port());
        stock(TWO, 9);
        exchangeFor("cheap");
        stock(ONE, 5);
        exchangeFor("dear");

        reserve(7, TWO);

        List<Object> events = service.getBean(EventStore.class)
                .readEvents("stock:PEN", 0)
                .asStream()
                .<Object>map(DomainEventMessage::getPayload)
                .toList();
        assertThat(events).hasSize(3);
        assertThat(events.getLast()).isInstanceOf(StockReserved.class);
    }

    private void startServer(String log, int port) {
        server = AxonServer.start(AxonServerConfig.tcp(directory.resolve(log), port));
    }

    private void exchangeFor(String log) {
        int port = server.port();
        server.close();
        startServer(log, port);
    }

    /** A product with two events in all. */
    private void stock(Money price, int quantity) {
        send(new ListProduct(PEN, "Pen", price));
        send(new ReceiveStock(PEN, quantity, new ReceiptId("r1")));
    }

    private void reserve(int quantity, Money price) {
        send(new ReserveStock(PEN, new OrderId("o1"), quantity, price));
    }

    /** The connection comes back by itself, and repeating what had its effect changes nothing. */
    private void send(Object command) {
        await().atMost(SOON).ignoreExceptions().until(() -> service.getBean(Commands.class).send(command) != null);
    }
}
