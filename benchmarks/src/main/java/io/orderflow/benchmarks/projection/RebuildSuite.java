package io.orderflow.benchmarks.projection;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Memory;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.measure.Rounds;
import io.orderflow.benchmarks.server.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Rebuilds {@code orders} from a log of a certain length, again and again. An operation is a rebuild. */
final class RebuildSuite implements Suite {

    /** The number of orders whose steps alternate in the log, as those of concurrent orders do. */
    private static final int ORDERS_AT_ONCE = 100;

    private final String size;
    private final int orders;

    RebuildSuite(String size, int orders) {
        this.size = size;
        this.orders = orders;
    }

    @Override
    public String name() {
        return "rebuild.orders." + size;
    }

    @Override
    public String group() {
        return ProjectionSuites.GROUP;
    }

    @Override
    public List<String> figures() {
        return List.of(name());
    }

    @Override
    public void measure(Request request, Consumer<Figure> results) throws Exception {
        Path data = Files.createTempDirectory(request.work(), "rebuild-");
        try (OrdersModel model = OrdersModel.start(data);
                Memory memory = Memory.watch(ProcessHandle.current().pid())) {
            fill(model.client());
            model.catchUp();
            OrdersRebuild rebuilding = new OrdersRebuild(model.address());
            Rounds rounds = new Rounds();
            long events = (long) orders * DeliveredOrders.STEPS;
            for (int i = 0; i < request.plan().rounds(); i++) {
                Duration took = rebuilding.rebuild();
                double millis = took.toNanos() / 1e6;
                System.err.printf("rebuilt in %.1f s%n", millis / 1000);
                rounds.add(new Round(events * 1000 / millis, millis, millis));
            }
            results.accept(rounds.figure(name(), "events/s"));
            memory.figure(name() + ".memory").ifPresent(results);
        }
    }

    private void fill(Client client) throws InterruptedException {
        System.err.println("filling a store with " + orders + " orders");
        DeliveredOrders lives = new DeliveredOrders();
        StoreFiller filler = new StoreFiller(client);
        for (int first = 0; first < orders; first += ORDERS_AT_ONCE) {
            filler.append(lives.events(first, ORDERS_AT_ONCE, DeliveredOrders.STEPS));
        }
        filler.finish();
    }
}
