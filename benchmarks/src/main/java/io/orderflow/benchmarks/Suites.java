package io.orderflow.benchmarks;

import io.orderflow.benchmarks.gateway.GatewaySuite;
import io.orderflow.benchmarks.growth.ConsoleSuite;
import io.orderflow.benchmarks.growth.GrowthSuite;
import io.orderflow.benchmarks.micro.MicroSuite;
import io.orderflow.benchmarks.order.ObservabilitySuite;
import io.orderflow.benchmarks.order.OrderSuite;
import io.orderflow.benchmarks.projection.ProjectionSuites;
import io.orderflow.benchmarks.relay.RelaySuite;
import io.orderflow.benchmarks.server.ServerSuites;
import java.util.List;
import java.util.stream.Stream;

/** All suites. */
final class Suites {

    private static final List<Suite> ALL = Stream
            .of(List.<Suite>of(new MicroSuite()), ServerSuites.all(), ProjectionSuites.all(),
                    List.<Suite>of(new OrderSuite(), new ObservabilitySuite(), new GatewaySuite(), new RelaySuite()),
                    GrowthSuite.all(), List.<Suite>of(new ConsoleSuite()))
            .flatMap(List::stream)
            .toList();

    private Suites() {}

    static List<Suite> all() {
        return ALL;
    }

    static Suite named(String name) {
        return ALL.stream().filter(suite -> suite.name().equals(name)).findFirst().orElseThrow();
    }

    /**
     * Whether a name that the user gave selects a figure: the figure's own name, its beginning up to a dot, or its
     * group.
     */
    static boolean means(String given, Suite suite, String figure) {
        return given.equals(suite.group()) || figure.equals(given) || figure.startsWith(given + '.');
    }
}
