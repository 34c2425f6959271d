package io.orderflow.platform.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics that a process shows, in the text format of Prometheus. */
public final class ExposedMetrics {

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final List<Sample> samples = new ArrayList<>();

    /** One line. */
    public record Sample(String name, Map<String, String> labels, double value) {}

    private ExposedMetrics() {}

    /** Reads the page of a process. */
    public static ExposedMetrics of(String page) {
        ExposedMetrics exposed = new ExposedMetrics();
        page.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new AssertionError("Not a sample: " + line);
            }
            Map<String, String> labels = new TreeMap<>();
            for (MatchResult label : LABEL.matcher(sample.group(2) == null ? "" : sample.group(2)).results().toList()) {
                labels.put(label.group(1), label.group(2));
            }
            exposed.samples.add(new Sample(sample.group(1), labels, Double.parseDouble(
                    sample.group(3).replace("+Inf", "Infinity"))));
        });
        return exposed;
    }

    public Stream<Sample> samples() {
        return samples.stream();
    }

    public Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The sum of the samples that have these labels, among others. */
    public double sum(String name, Map<String, String> labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name)
                        && sample.labels().entrySet().containsAll(labels.entrySet()))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** Describes the samples of ours that no constant defines, or that have other labels than it says. */
    public List<String> undocumented() {
        Map<String, Set<String>> labels = MetricCatalog.labelsBySeries();
        return samples.stream()
                .filter(sample -> sample.name().matches("(orderflow|axon_server|mongo_server)_.*"))
                .filter(sample -> {
                    Set<String> own = new TreeSet<>(sample.labels().keySet());
                    own.remove("le");
                    return !own.equals(labels.get(sample.name()));
                })
                .map(sample -> sample.name() + sample.labels())
                .toList();
    }
}
