package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.measure.Figure;
import java.util.ArrayList;
import java.util.List;

/** What something costs in each round, in parts of what there is without it. The figure is the median in percent. */
final class Costs {

    private static final int PERCENT = 100;

    private final List<Double> rounds = new ArrayList<>();

    void add(double cost) {
        rounds.add(cost * PERCENT);
    }

    /** The other columns are the lowest and the highest of the rounds. */
    Figure figure(String name) {
        List<Double> sorted = rounds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Figure(name, median, "%", sorted.getFirst(), sorted.getLast());
    }
}
