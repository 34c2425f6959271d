package io.orderflow.contract;

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

/**
 * Metrics as a page for Prometheus shows them.
 *
 * @param labels by the name of a metric the names of its labels, of all its lines together
 */
record MetricNames(Map<String, Set<String>> labels) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? [^ ]+");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");

    static MetricNames of(String page) {
        Map<String, Set<String>> labels = new TreeMap<>();
        page.lines().filter(line -> !line.startsWith("#")).map(LINE::matcher).filter(Matcher::matches).forEach(
                line -> labels.computeIfAbsent(line.group(1), first -> new TreeSet<>()).addAll(labelsIn(line)));
        return new MetricNames(labels);
    }

    private static Set<String> labelsIn(Matcher line) {
        return line.group(2) == null
                ? Set.of()
                : LABEL.matcher(line.group(2)).results().map((MatchResult label) -> label.group(1))
                        .collect(Collectors.toSet());
    }

    /** What the example, which this is, has and the page lacks. */
    List<String> missingIn(MetricNames page) {
        List<String> missing = new ArrayList<>();
        labels.forEach((name, ofExample) -> {
            Set<String> ofPage = page.labels().get(name);
            if (ofPage == null) {
                missing.add("the metric " + name + " is gone");
            } else {
                ofExample.stream().filter(label -> !ofPage.contains(label)).forEach(
                        label -> missing.add("the metric " + name + " has no label " + label + " now"));
            }
        });
        return missing;
    }
}
