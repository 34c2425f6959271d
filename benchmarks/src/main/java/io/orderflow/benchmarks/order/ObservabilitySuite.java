package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.order.WatchedPlatform.Carried;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Carries orders on platforms that are watched in different ways. The difference is what it costs to be watched: in
 * orders carried, and in processor time an order. No two JVMs compile alike, and that makes more of a difference than
 * what is measured: so there are several sets of fresh ones, and a figure is the median of the sets.
 */
public final class ObservabilitySuite implements Suite {

    private static final int SETS = Integer.getInteger("benchmarks.observability-sets", 4);
    private static final String PROCESSOR = ".processor";

    private static final List<Comparison> COMPARISONS = List.of(
            new Comparison("observability.tracing", Watching.METRICS, Watching.TRACES),
            new Comparison("observability.metrics", Watching.NOT, Watching.METRICS));

    /** One way to be watched beside another, which has all but what is measured. */
    private record Comparison(String name, Watching without, Watching with) {

        Stream<String> figures() {
            return Stream.of(name, name + PROCESSOR);
        }

        boolean isAskedFor(Request request) {
            return figures().anyMatch(request::asksFor);
        }

        /** The costs of the rounds of one set. */
        double carried(List<Map<Watching, Carried>> rounds) {
            Costs costs = new Costs();
            rounds.forEach(round -> costs.add(1 - round.get(with).perSecond() / round.get(without).perSecond()));
            return costs.median();
        }

        double processor(List<Map<Watching, Carried>> rounds) {
            Costs costs = new Costs();
            rounds.forEach(round -> costs.add(
                    round.get(with).millisAnOrder() / round.get(without).millisAnOrder() - 1));
            return costs.median();
        }
    }

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
        return COMPARISONS.stream().flatMap(Comparison::figures).toList();
    }

    @Override
    public void measure(Request request, Consumer<Figure> results) throws Exception {
        List<Comparison> comparisons = COMPARISONS.stream().filter(one -> one.isAskedFor(request)).toList();
        List<Watching> kinds = Stream.of(Watching.values())
                .filter(kind -> comparisons.stream().anyMatch(one -> one.with() == kind || one.without() == kind))
                .toList();
        try (SpanSink spans = SpanSink.open()) {
            List<List<Map<Watching, Carried>>> sets = new ArrayList<>();
            for (int set = 0; set < SETS; set++) {
                sets.add(rounds(startOrder(kinds, set), spans, request));
            }
            if (kinds.contains(Watching.TRACES)) {
                spans.requireSpans();
            }
            comparisons.forEach(comparison -> report(comparison, sets, results));
        }
    }

    /** Each kind is the first one as often as the others, in either direction. */
    private static List<Watching> startOrder(List<Watching> kinds, int set) {
        List<Watching> order = new ArrayList<>(set % 2 == 0 ? kinds : kinds.reversed());
        Collections.rotate(order, set / 2);
        return order;
    }

    private static List<Map<Watching, Carried>> rounds(List<Watching> order, SpanSink spans, Request request)
            throws Exception {
        Path data = Files.createTempDirectory(request.work(), "observability-");
        try (WatchedPlatforms platforms = WatchedPlatforms.start(order, data, spans::settings)) {
            long orders = platforms.warmUp(request.plan().firstWarmUp());
            List<Map<Watching, Carried>> rounds = new ArrayList<>();
            for (int i = 0; i < request.plan().rounds(); i++) {
                rounds.add(platforms.round(orders));
            }
            return rounds;
        }
    }

    private static void report(Comparison comparison, List<List<Map<Watching, Carried>>> sets,
            Consumer<Figure> results) {
        Costs carried = new Costs();
        Costs processor = new Costs();
        sets.forEach(rounds -> {
            carried.add(comparison.carried(rounds));
            processor.add(comparison.processor(rounds));
        });
        results.accept(carried.figure(comparison.name()));
        results.accept(processor.figure(comparison.name() + PROCESSOR));
    }
}
