package io.orderflow.platform.observability;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.orderflow.service.metrics.MeterDefinition;
import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every {@link MeterDefinition} of the repository, and the meters of libraries that dashboards and alerts use. */
public final class MetricCatalog {

    private static final String TIMER = "timer";
    private static final String GAUGE = "gauge";

    private static final PrometheusNamingConvention PROMETHEUS = new PrometheusNamingConvention();
    /** Found once, because that reads every class. */
    private static final List<Metric> OURS = find();

    /** A metric as Prometheus knows it; of a timer the name without its endings. */
    record Metric(String name, String type, String unit, List<String> labels, String meaning) {

        static Metric of(MeterDefinition definition) {
            // The convention leaves the ending of counters to the text format.
            String ending = definition.type() == Meter.Type.COUNTER ? "_total" : "";
            return new Metric(PROMETHEUS.name(definition.name(), definition.type(), definition.baseUnit()) + ending,
                    definition.type().name().toLowerCase(), definition.unit(), definition.labels(),
                    definition.meaning());
        }

        /** The names of its series. */
        Stream<String> series() {
            return type.equals(TIMER)
                    ? Stream.of("_count", "_sum", "_max", "_bucket").map(name::concat)
                    : Stream.of(name);
        }
    }

    private MetricCatalog() {}

    static List<Metric> ours() {
        return OURS;
    }

    private static List<Metric> find() {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.orderflow")
                .stream()
                .map(JavaClass::getFields)
                .flatMap(Set::stream)
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC)
                        && field.getRawType().isEquivalentTo(MeterDefinition.class))
                .map(MetricCatalog::valueOf)
                .map(Metric::of)
                .sorted(Comparator.comparing(Metric::name))
                .toList();
    }

    private static MeterDefinition valueOf(JavaField constant) {
        try {
            Field field = Class.forName(constant.getOwner().getName()).getDeclaredField(constant.getName());
            field.setAccessible(true);
            return (MeterDefinition) field.get(null);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Those that our dashboards and alerts use. */
    static List<Metric> ofLibraries() {
        return List.of(
                new Metric("disk_free_bytes", GAUGE, "bytes", List.of("path"),
                        "Room that is left on the disk of the data, or of the working directory"),
                new Metric("disk_total_bytes", GAUGE, "bytes", List.of("path"), "The size of that disk"),
                new Metric("http_server_requests_seconds", TIMER, "seconds",
                        List.of("error", "exception", "method", "outcome", "status", "uri"),
                        "How long requests took, by the template of their route"),
                new Metric("jvm_classes_loaded_classes", GAUGE, "classes", List.of(), "Classes that are loaded"),
                new Metric("jvm_gc_pause_seconds", TIMER, "seconds", List.of("action", "cause", "gc"),
                        "How long garbage collections have stopped the process"),
                new Metric("jvm_memory_max_bytes", GAUGE, "bytes", List.of("area", "id"),
                        "The most memory of a kind that there may be; -1 where there is no limit"),
                new Metric("jvm_memory_used_bytes", GAUGE, "bytes", List.of("area", "id"), "Memory that is used"),
                new Metric("jvm_threads_live_threads", GAUGE, "threads", List.of(), "Platform threads that are alive"),
                new Metric("process_cpu_usage", GAUGE, "ratio", List.of(),
                        "Share of the processors that the process uses"),
                new Metric("process_files_open_files", GAUGE, "files", List.of(), "Files that the process has open"),
                new Metric("process_uptime_seconds", GAUGE, "seconds", List.of(), "Time since the process started"),
                new Metric("ssl_chain_expiry_seconds", GAUGE, "seconds", List.of("bundle", "certificate", "chain"),
                        "Time until a certificate expires, where connections are encrypted"),
                new Metric("system_cpu_usage", GAUGE, "ratio", List.of(),
                        "Share of the machine's processors that is used"),
                new Metric("up", GAUGE, "boolean", List.of(),
                        "Prometheus itself: 1 where the target gave its metrics"));
    }

    /** The names of the series of all these. */
    static Set<String> series() {
        return Stream.concat(ours().stream(), ofLibraries().stream()).flatMap(Metric::series)
                .collect(Collectors.toSet());
    }

    /** The labels of ours by the name of each series. */
    static Map<String, Set<String>> labelsBySeries() {
        Map<String, Set<String>> labels = new TreeMap<>();
        ours().forEach(metric -> metric.series().forEach(series -> labels.put(series, Set.copyOf(metric.labels()))));
        return labels;
    }

    /** The metrics of ours of which the process shows no series. */
    public static List<String> missingIn(ExposedMetrics exposed) {
        return ours().stream()
                .filter(metric -> metric.series().noneMatch(exposed.names()::contains))
                .map(Metric::name)
                .toList();
    }
}
