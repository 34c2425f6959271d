package io.orderflow.axonserver.http;

import io.orderflow.axonserver.context.Context;
import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.store.WriteCounts;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Tells the metrics of the contexts in the text format of Prometheus, at the path that Spring Boot has for that. An
 * application that embeds the server shows the same names.
 */
record MetricsResource(Contexts contexts, Path data) {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final double NANOS_IN_A_SECOND = 1e9;

    void addTo(Routes routes) {
        routes.add("GET", "/actuator/prometheus", request -> Answer.text(page(), TEXT));
    }

    /** A context as it is at one moment. */
    private record Sample(String context, WriteCounts written, int waiting, long bytes) {

        static Sample of(Context context) {
            return new Sample(context.name(), context.written(), context.waiting(), context.bytesOnDisk());
        }
    }

    private String page() {
        List<Sample> all = contexts.all().stream().map(Sample::of).toList();
        StringBuilder page = new StringBuilder();
        head(page, "axon_server_sync_seconds", "summary", "How long writes took, each with one sync");
        each(page, "axon_server_sync_seconds_count", "", all, one -> one.written().groups());
        each(page, "axon_server_sync_seconds_sum", "", all, one -> one.written().nanos() / NANOS_IN_A_SECOND);
        head(page, "axon_server_requests_total", "counter", "Requests to write, such as the transactions of clients");
        each(page, "axon_server_requests_total", ",outcome=\"stored\"", all, one -> one.written().stored());
        each(page, "axon_server_requests_total", ",outcome=\"refused\"", all, one -> one.written().refused());
        each(page, "axon_server_requests_total", ",outcome=\"failed\"", all, one -> one.written().failed());
        head(page, "axon_server_appended_events_total", "counter", "Events that were appended");
        each(page, "axon_server_appended_events_total", "", all, one -> one.written().events());
        head(page, "axon_server_written_bytes_total", "counter", "What was written, before compression");
        each(page, "axon_server_written_bytes_total", "", all, one -> one.written().bytes());
        head(page, "axon_server_waiting_requests", "gauge", "Requests that wait to be written");
        each(page, "axon_server_waiting_requests", "", all, Sample::waiting);
        head(page, "axon_server_store_bytes", "gauge", "The size of the files on the disk");
        each(page, "axon_server_store_bytes", "", all, Sample::bytes);
        disk(page, data.toFile());
        return page.toString();
    }

    private static void disk(StringBuilder page, File folder) {
        String labels = "{path=\"" + folder.getPath().replace("\\", "\\\\").replace("\"", "\\\"") + "\"} ";
        head(page, "disk_free_bytes", "gauge", "The room that is left on the disk of the data");
        page.append("disk_free_bytes").append(labels).append(folder.getUsableSpace()).append('\n');
        head(page, "disk_total_bytes", "gauge", "The size of the disk of the data");
        page.append("disk_total_bytes").append(labels).append(folder.getTotalSpace()).append('\n');
    }

    private static void head(StringBuilder page, String name, String type, String help) {
        page.append("# HELP ").append(name).append(' ').append(help).append('\n');
        page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void each(StringBuilder page, String name, String labels, List<Sample> all,
            ToDoubleFunction<Sample> value) {
        all.forEach(one -> page.append("%s{context=\"%s\"%s} %s\n".formatted(name, one.context(), labels,
                number(value.applyAsDouble(one)))));
    }

    /** Whole numbers as such: the shortest form of a large one would have an exponent, which is harder to read. */
    private static String number(double value) {
        return value == Math.rint(value) ? "%d".formatted((long) value) : String.format(Locale.ROOT, "%.9f", value);
    }
}
