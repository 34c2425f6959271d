package io.orderflow.service.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A kind of meter: its name, and what it measures. Every meter of ours is made by a constant of this type, out of which
 * {@code docs/metrics.md} is written. The values of a label come from a set that does not grow with use: never an
 * identifier. Immutable.
 *
 * @param unit    what is counted or measured, such as {@code seconds}
 * @param labels  the names of the labels, in the order in which values for them are given
 * @param meaning a sentence for people who watch the platform
 */
public record MeterDefinition(String name, Meter.Type type, String unit, List<String> labels, String meaning) {

    private static final String SECONDS = "seconds";
    private static final Set<String> IN_NAMES = Set.of(SECONDS, "bytes", "events");

    /** Measures how long something takes. */
    public static MeterDefinition timer(String name, String meaning, String... labels) {
        return new MeterDefinition(name, Meter.Type.TIMER, SECONDS, List.of(labels), meaning);
    }

    /** Counts what happens, from the start of the process on. */
    public static MeterDefinition counter(String name, String unit, String meaning, String... labels) {
        return new MeterDefinition(name, Meter.Type.COUNTER, unit, List.of(labels), meaning);
    }

    /** Shows a value of the moment. */
    public static MeterDefinition gauge(String name, String unit, String meaning, String... labels) {
        return new MeterDefinition(name, Meter.Type.GAUGE, unit, List.of(labels), meaning);
    }

    /** Makes the timer, or finds it. Code that runs often keeps what it gets. */
    public Timer timer(MeterRegistry registry, String... values) {
        return Timer.builder(name).description(meaning).tags(tags(values)).register(registry);
    }

    /** Makes the counter, or finds it. Code that runs often keeps what it gets. */
    public Counter counter(MeterRegistry registry, String... values) {
        return Counter.builder(name).description(meaning).baseUnit(baseUnit()).tags(tags(values)).register(registry);
    }

    /** Shows a count that the object keeps, and that only grows. */
    public <T> void count(MeterRegistry registry, T object, ToDoubleFunction<T> count, String... values) {
        FunctionCounter.builder(name, object, count)
                .description(meaning)
                .baseUnit(baseUnit())
                .tags(tags(values))
                .register(registry);
    }

    /** Shows a count and a sum of nanoseconds that the object keeps, and that only grow. */
    public <T> void time(MeterRegistry registry, T object, ToLongFunction<T> count, ToDoubleFunction<T> nanos,
            String... values) {
        FunctionTimer.builder(name, object, count, nanos, TimeUnit.NANOSECONDS)
                .description(meaning)
                .tags(tags(values))
                .register(registry);
    }

    /** Shows a value of the object, which the registry keeps. The function neither blocks nor throws. */
    public <T> void gauge(MeterRegistry registry, T object, ToDoubleFunction<T> value, String... values) {
        Gauge.builder(name, object, value)
                .description(meaning)
                .baseUnit(baseUnit())
                .tags(tags(values))
                .strongReference(true)
                .register(registry);
    }

    /**
     * The labels with these values.
     *
     * @throws IllegalArgumentException where there are more or fewer values than labels
     */
    private Tags tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(name + " has the labels " + labels);
        }
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(Tag.of(labels.get(i), values[i]));
        }
        return tags;
    }

    /** The unit that Prometheus puts at the end of the name, unless the name ends with it. A mere number has none. */
    public @Nullable String baseUnit() {
        return IN_NAMES.contains(unit) ? unit : null;
    }
}
