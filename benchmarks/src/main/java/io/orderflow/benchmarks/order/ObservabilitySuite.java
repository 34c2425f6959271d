package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Carries orders on two platforms by turns, one of which is watched and the other not, so that what else the machine
 * does strikes both. The difference is what it costs to be watched: in orders carried, and in processor time an order.
 */
public final class ObservabilitySuite implements Suite {

    private static final String TRACING = "observability.tracing";
    private static final String METRICS = "observability.metrics";
    private static final String PROCESSOR = ".processor";
    private static final String NO_METRICS = "MANAGEMENT_METRICS_ENABLE_ALL";

    @Override
    public String name() {
        return group();
    }

    @Override
    public String group() {
        return "observability";
    }

    @Override
    public List<String> figures() {
        return List.of(TRACING, TRACING + PROCESSOR, METRICS, METRICS + PROCESSOR);
    }

    @Override
    public void measure(Request request, Consumer<Figure> results) throws Exception {
        if (request.asksFor(TRACING) || request.asksFor(TRACING + PROCESSOR)) {
            try (SpanSink spans = SpanSink.open()) {
                compare(TRACING, request, Map.of(), spans.settings(), false, results);
                spans.requireSpans();
            }
        }
        if (request.asksFor(METRICS) || request.asksFor(METRICS + PROCESSOR)) {
            compare(METRICS, request, Map.of(NO_METRICS, "false"), Map.of(), true, results);
        }
    }

    private static void compare(String name, Request request, Map<String, String> unwatched,
            Map<String, String> watched, boolean isScraped, Consumer<Figure> results) throws Exception {
        Path data = Files.createTempDirectory(request.work(), "observability-");
        try (WatchedPlatform without = WatchedPlatform.start(data.resolve("without"), unwatched, false);
                WatchedPlatform with = WatchedPlatform.start(data.resolve("with"), watched, isScraped)) {
            if (isScraped) {
                without.requireMetrics(false);
                with.requireMetrics(true);
            }
            without.warmUp(request.plan().firstWarmUp());
            with.warmUp(request.plan().firstWarmUp());
            Costs carried = new Costs();
            Costs processor = new Costs();
            for (int i = 0; i < request.plan().rounds(); i++) {
                // Forwards and backwards: what comes first in a round is not always the same one.
                WatchedPlatform.Carried first = (i % 2 == 0 ? without : with).carry();
                WatchedPlatform.Carried second = (i % 2 == 0 ? with : without).carry();
                WatchedPlatform.Carried plain = i % 2 == 0 ? first : second;
                WatchedPlatform.Carried seen = i % 2 == 0 ? second : first;
                System.err.printf("%s: without %s, with %s%n", name, plain, seen);
                carried.add(1 - seen.perSecond() / plain.perSecond());
                processor.add(seen.millisAnOrder() / plain.millisAnOrder() - 1);
                LockSupport.parkNanos(OrderSuite.CALM.toNanos());
            }
            results.accept(carried.figure(name));
            results.accept(processor.figure(name + PROCESSOR));
        }
    }
}
