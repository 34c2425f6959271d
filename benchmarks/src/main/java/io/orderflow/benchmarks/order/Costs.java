package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.measure.Figure;
import java.util.ArrayList;
import java.util.List;

/** What something costs, in parts of what there is without it, each time that it was measured. One thread uses it. */
final class Costs {

    private static final int PERCENT = 100;

    private final List<Double> costs = new ArrayList<>();

    void add(double cost) {
        costs.add(cost);
    }

    double median() {
        List<Double> sorted = costs.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The median in percent. The other columns are the lowest and the highest. */
    Figure figure(String name) {
        return new Figure(name, median() * PERCENT, "%", costs.stream().min(Double::compare).orElseThrow() * PERCENT,
                costs.stream().max(Double::compare).orElseThrow() * PERCENT);
    }
}
