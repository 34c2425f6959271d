package io.orderflow.benchmarks.micro;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** The operations of which an order and a request are made, each by itself. JMH runs them in the JVM of the suite. */
public final class MicroSuite implements Suite {

    /** The method that JMH measures, by the name of the figure. */
    private static final Map<String, String> METHODS = new TreeMap<>(Map.ofEntries(
            Map.entry("micro.event.write", method(EventSerialization.class, "write")),
            Map.entry("micro.event.read", method(EventSerialization.class, "read")),
            Map.entry("micro.document.fold", method(OrderDocument.class, "fold")),
            Map.entry("micro.document.encode", method(OrderDocument.class, "encode")),
            Map.entry("micro.document.decode", method(OrderDocument.class, "decode")),
            Map.entry("micro.database.replace", method(EmbeddedDatabase.class, "replace")),
            Map.entry("micro.database.find", method(EmbeddedDatabase.class, "find")),
            Map.entry("micro.token.first", method(TokenChecks.class, "first")),
            Map.entry("micro.token.again", method(TokenChecks.class, "again")),
            Map.entry("micro.command.off", method(TracedCommand.class, "off")),
            Map.entry("micro.command.unrecorded", method(TracedCommand.class, "unrecorded")),
            Map.entry("micro.command.recorded", method(TracedCommand.class, "recorded"))));

    private static String method(Class<?> type, String name) {
        return type.getName() + '.' + name;
    }

    @Override
    public String name() {
        return group();
    }

    @Override
    public String group() {
        return "micro";
    }

    @Override
    public List<String> figures() {
        return List.copyOf(METHODS.keySet());
    }

    @Override
    public void measure(Request request, Consumer<Figure> results) throws RunnerException {
        for (Map.Entry<String, String> operation : METHODS.entrySet()) {
            if (request.asksFor(operation.getKey())) {
                results.accept(measure(operation.getKey(), operation.getValue(), request));
            }
        }
    }

    private static Figure measure(String name, String method, Request request) throws RunnerException {
        RunResult result = new Runner(new OptionsBuilder()
                .include("^" + method.replace(".", "\\.") + '$')
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(0)
                .verbosity(VerboseMode.SILENT)
                .warmupIterations(1)
                .warmupTime(timeOf(request.plan().warmUp()))
                .measurementIterations(request.plan().rounds())
                .measurementTime(timeOf(request.plan().roundTime()))
                .build()).runSingle();
        Statistics rounds = result.getPrimaryResult().getStatistics();
        return new Figure(name, rounds.getPercentile(50), "ns", rounds.getMin(), rounds.getMax());
    }

    private static TimeValue timeOf(Duration time) {
        return TimeValue.milliseconds(time.toMillis());
    }
}
