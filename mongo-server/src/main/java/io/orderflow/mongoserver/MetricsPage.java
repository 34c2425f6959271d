package io.orderflow.mongoserver;

import io.orderflow.mongoserver.backend.Operations;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Tells the metrics of a server in the text format of Prometheus. An application that embeds the server shows the same
 * names. Immutable.
 */
record MetricsPage(EmbeddedMongoServer server, Path data) {

    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final double NANOS_IN_A_SECOND = 1e9;

    String text() {
        Map<String, Operations.Totals> all = server.operations();
        StringBuilder page = new StringBuilder();
        head(page, "mongo_server_commands_seconds", "summary", "How long commands took");
        each(page, "mongo_server_commands_seconds_count", all, one -> "" + one.count());
        each(page, "mongo_server_commands_seconds_sum", all,
                one -> String.format(Locale.ROOT, "%.9f", one.nanos() / NANOS_IN_A_SECOND));
        head(page, "mongo_server_failed_commands_total", "counter", "Commands that were refused or failed");
        each(page, "mongo_server_failed_commands_total", all, one -> "" + one.failed());
        head(page, "mongo_server_store_bytes", "gauge", "The size of the files, without the log of writes");
        page.append("mongo_server_store_bytes ").append(server.bytesOnDisk()).append('\n');
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

    private static void each(StringBuilder page, String name, Map<String, Operations.Totals> all,
            Function<Operations.Totals, String> value) {
        all.forEach((command, totals) -> page.append(name).append("{command=\"").append(command).append("\"} ")
                .append(value.apply(totals)).append('\n'));
    }
}
