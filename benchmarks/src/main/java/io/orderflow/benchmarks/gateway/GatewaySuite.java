package io.orderflow.benchmarks.gateway;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.measure.Rounds;
import io.orderflow.benchmarks.order.Http;
import io.orderflow.benchmarks.order.OpenLoop;
import io.orderflow.benchmarks.order.PlatformUnderLoad;
import io.orderflow.benchmarks.order.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads one product at a fixed rate, directly and through the gateway in turns, so that what else the machine does
 * strikes both. The difference is what the gateway costs.
 */
public final class GatewaySuite implements Suite {

    private static final int PER_SECOND = 500;
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final String PRODUCT = "/products/PEN";
    private static final String DIRECT = "gateway.direct";
    private static final String THROUGH = "gateway.through";
    private static final String COST = "gateway.cost";
    private static final String UNIT = "requests/s";

    @Override
    public String name() {
        return group();
    }

    @Override
    public String group() {
        return "gateway";
    }

    @Override
    public List<String> figures() {
        return List.of(DIRECT, THROUGH, COST);
    }

    @Override
    public void measure(Request request, Consumer<Figure> results) throws Exception {
        Path data = Files.createTempDirectory(request.work(), "gateway-");
        try (PlatformUnderLoad platform = PlatformUnderLoad.start(data);
                GatewayProcess gateway = GatewayProcess.before(platform.port());
                Http directly = new Http(platform.port());
                Http throughGateway = new Http(gateway.port())) {
            Reply listed = throughGateway.post("/products", "list-pen",
                    "{\"sku\":\"PEN\",\"name\":\"Pen\",\"unitPrice\":{\"amount\":\"1.50\",\"currency\":\"USD\"}}");
            directly.get(PRODUCT, listed.consistencyToken());
            // A fresh JVM may refuse some of these.
            OpenLoop.run(PER_SECOND, request.plan().firstWarmUp().dividedBy(2), () -> directly.get(PRODUCT));
            OpenLoop.run(PER_SECOND, request.plan().firstWarmUp().dividedBy(2), () -> throughGateway.get(PRODUCT));
            Rounds direct = new Rounds();
            Rounds through = new Rounds();
            Rounds cost = new Rounds();
            for (int i = 0; i < request.plan().rounds(); i++) {
                Round one = OpenLoop.run(PER_SECOND, ROUND, () -> read(directly));
                Round other = OpenLoop.run(PER_SECOND, ROUND, () -> read(throughGateway));
                System.err.printf("direct %s%nthrough %s%n", one, other);
                direct.add(one);
                through.add(other);
                cost.add(new Round(other.perSecond(), other.p50Millis() - one.p50Millis(),
                        other.p99Millis() - one.p99Millis()));
            }
            results.accept(direct.figure(DIRECT, UNIT));
            results.accept(through.figure(THROUGH, UNIT));
            results.accept(cost.figure(COST, UNIT));
        }
    }

    private static void read(Http http) {
        if (http.get(PRODUCT).status() != 200) {
            throw new IllegalStateException("The product was not read");
        }
    }
}
