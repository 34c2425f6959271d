package io.orderflow.benchmarks.growth;

import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.order.PlatformUnderLoad;
import io.orderflow.benchmarks.projection.StoreFiller;
import io.orderflow.benchmarks.server.Client;
import io.orderflow.benchmarks.server.Embedded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The data folder of a platform that has carried a number of orders: the events are written as the services would have
 * written them, but in large transactions, and the checkpoints of the processors that send commands say that the
 * processors have handled them. The platform's first start makes the read models.
 */
final class FilledFolder {

    private static final int ORDERS_AT_ONCE = 125;
    private static final int SETUPS_AT_ONCE = 250;

    private FilledFolder() {}

    /** Returns how fast the events were written. */
    static Round fill(Path data, int orders) throws IOException, InterruptedException {
        System.err.printf("writing the events of %,d orders%n", orders);
        PlatformUnderLoad.start(data).close();
        EventWithToken last;
        long began = System.nanoTime();
        long ended;
        try (Embedded store = Embedded.start(data.resolve("events"))) {
            append(store.client(), orders);
            ended = System.nanoTime();
            last = lastEvent(store.client());
        }
        ProcessorCheckpoints.advance(data.resolve("documents"), last);
        return TimedRounds.round(ended - began, last.getToken() + 1);
    }

    /** The transactions share products and accounts, so they are appended one after the other. */
    private static void append(Client client, int orders) throws InterruptedException {
        OrderStreams lives = new OrderStreams(orders);
        StoreFiller filler = new StoreFiller(client, 1);
        for (int first = 0; first < Names.CUSTOMERS; first += SETUPS_AT_ONCE) {
            filler.append(IntStream.range(first, first + SETUPS_AT_ONCE)
                    .mapToObj(number -> setup(lives, number))
                    .flatMap(List::stream)
                    .toList());
        }
        for (int first = 0; first < orders; first += ORDERS_AT_ONCE) {
            filler.append(lives.orders(first, Math.min(ORDERS_AT_ONCE, orders - first)));
        }
        filler.finish();
    }

    private static List<Event> setup(OrderStreams lives, int number) {
        return IntStream.range(0, number < Names.PRODUCTS ? 2 : 1)
                .mapToObj(kind -> kind == 0 ? lives.account(number) : lives.product(number))
                .flatMap(List::stream)
                .toList();
    }

    private static EventWithToken lastEvent(Client client) throws InterruptedException {
        long last = Client.await(client.events().getLastToken());
        try (EventStream stream = client.events().openStream(last - 1, 1)) {
            return stream.next();
        }
    }
}
