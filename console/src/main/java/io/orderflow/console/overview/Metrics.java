package io.orderflow.console.overview;

import io.orderflow.console.api.ApiRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The metrics of one or more processes of the platform, as they show them to Prometheus. Immutable. Each process has
 * thousands of lines, of which the overview asks for a few.
 */
final class Metrics {

    /** The metrics that the overview is made of. */
    static final List<String> NAMES = List.of("orderflow_orders", "orderflow_sagas",
            "orderflow_sagas_oldest_age_seconds", "orderflow_sagas_stuck", "orderflow_sagas_stalled",
            "orderflow_dead_sequences", "orderflow_ledger_difference", "orderflow_admission_in_hand",
            "orderflow_projection_lag_events", "orderflow_projection_stalled", "orderflow_projection_documents",
            "orderflow_dependency_up", "orderflow_processor_running", "orderflow_intake_brake",
            "orderflow_repeated_failures",
            "orderflow_http_failed", "disk_free_bytes", "disk_total_bytes");
    private static final String BUCKET = "_bucket{";
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([^ ]+)(?: .*)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<String, List<Sample>> samples;

    /** A value with its labels. */
    record Sample(Map<String, String> labels, double value) {

        boolean has(String label, String wanted) {
            return wanted.equals(labels.get(label));
        }
    }

    private Metrics(Map<String, List<Sample>> samples) {
        this.samples = samples;
    }

    /** The request for those that the overview is made of. */
    static ApiRequest request(String path) {
        return ApiRequest.get(path).with("includedNames", String.join(",", NAMES));
    }

    /** @param pages the texts of the processes */
    static Metrics of(List<String> pages) {
        Map<String, List<Sample>> samples = new HashMap<>();
        for (String page : pages) {
            page.lines().filter(line -> !line.startsWith("#") && !line.contains(BUCKET)).forEach(line -> {
                Matcher parts = LINE.matcher(line);
                if (parts.matches()) {
                    samples.computeIfAbsent(parts.group(1), first -> new ArrayList<>())
                            .add(new Sample(labels(parts.group(2)), number(parts.group(3))));
                }
            });
        }
        return new Metrics(samples);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (text != null) {
            Matcher label = LABEL.matcher(text);
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return labels;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    boolean has(String name) {
        return samples.containsKey(name);
    }

    Stream<Sample> of(String name) {
        return samples.getOrDefault(name, List.of()).stream().filter(sample -> !Double.isNaN(sample.value()));
    }

    double sum(String name) {
        return of(name).mapToDouble(Sample::value).sum();
    }

    double sum(String name, String label, String wanted) {
        return of(name).filter(sample -> sample.has(label, wanted)).mapToDouble(Sample::value).sum();
    }

    double max(String name) {
        return of(name).mapToDouble(Sample::value).max().orElse(0);
    }

    double min(String name) {
        return of(name).mapToDouble(Sample::value).min().orElse(0);
    }

    /** The largest value for each value of a label, as several processes tell the same of one step or projection. */
    Map<String, Double> largestBy(String name, String label) {
        Map<String, Double> largest = new TreeMap<>();
        of(name).forEach(sample -> largest.merge(sample.labels().getOrDefault(label, ""), sample.value(), Math::max));
        return largest;
    }
}
