package io.orderflow.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The rounds of one measurement. The figure consists of their medians. */
public final class Rounds {

    private final List<Round> rounds = new ArrayList<>();

    public void add(Round round) {
        rounds.add(round);
    }

    public Figure figure(String name, String unit) {
        return new Figure(name, median(Round::perSecond), unit, median(Round::p50Millis), median(Round::p99Millis));
    }

    /**
     * Returns the median of the ratios of each round to the other measurement's round of the same time. Noise of the
     * machine affects both.
     */
    public Figure ratio(String name, Rounds other) {
        Rounds ratios = new Rounds();
        IntStream.range(0, rounds.size()).forEach(i -> ratios.add(rounds.get(i).over(other.rounds.get(i))));
        return ratios.figure(name, "ratio");
    }

    private double median(ToDoubleFunction<Round> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
