package io.orderflow.benchmarks.measure;

import java.util.Locale;

/**
 * A measured figure, which is one line of the output.
 *
 * @param unit the unit of the value; {@code p50} and {@code p99} are milliseconds of one operation, except in a ratio,
 *             where they are ratios too, in a figure of memory, where they are MiB, and in one of nanoseconds or
 *             of a percentage, where they are the lowest and the highest of the rounds
 */
public record Figure(String name, double value, String unit, double p50, double p99) {

    private static final double WHOLE_NUMBERS_FROM = 100;

    public String line() {
        return String.join("\t", name, number(value), unit, number(p50), number(p99));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= WHOLE_NUMBERS_FROM ? "%.0f" : "%.3f", value);
    }
}
