package io.orderflow.platform.observability;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prometheus itself, from the system's package, which scrapes every two seconds. Its alerts are those that are deployed, but
 * none waits before it fires: their times are tried by {@link AlertRules}.
 */
public final class PrometheusServer implements AutoCloseable {

    private static final String HEAD = """
            global: {scrape_interval: 2s, evaluation_interval: 1s}
            rule_files: [%s]
            scrape_configs:
            """;

    private final Process process;
    private final URI uri;
    private final HttpClient http = HttpClient.newHttpClient();

    private PrometheusServer(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /**
     * Starts it with our alerts. Where the package is not installed, the test is skipped.
     *
     * @param targets the address of each target by the name of its job, such as {@code https://127.0.0.1:8080}
     * @param tls     the lines that say by what connections are encrypted, as a flow mapping of YAML
     */
    public static PrometheusServer start(Path folder, Map<String, URI> targets, String tls) throws IOException {
        Path program = PrometheusPackage.find("prometheus").orElse(null);
        Assumptions.assumeTrue(program != null, PrometheusPackage.missing("prometheus"));
        Path rules = Files.createDirectories(folder).resolve("alerts.yml");
        Files.writeString(rules, Files.readString(ObservabilityFiles.alertRules()).replaceAll("for: \\w+", "for: 0s"));
        StringBuilder settings = new StringBuilder(HEAD.formatted(rules));
        targets.forEach((job, target) -> settings.append("""
                  - {job_name: %s, scheme: %s, metrics_path: /actuator/prometheus, tls_config: %s,
                     static_configs: [{targets: ['%s']}]}
                """.formatted(job, target.getScheme(), tls, target.getAuthority())));
        Path file = folder.resolve("prometheus.yml");
        Files.writeString(file, settings);
        int port = freePort();
        Process process = new ProcessBuilder(program.toString(), "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("tsdb"), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        return new PrometheusServer(process, URI.create("http://127.0.0.1:" + port));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The value of an expression that has one; no number while it has none, or Prometheus is not there yet. */
    public double value(String expression) {
        JsonNode result = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .at("/data/result");
        return result.size() == 1 ? Double.parseDouble(result.at("/0/value/1").asString()) : Double.NaN;
    }

    /** Whether an alert fires that has this value of a label. */
    public boolean isFiring(String alert, String label, String value) {
        return value("count(ALERTS{alertname='%s',%s='%s',alertstate='firing'}) > bool 0".formatted(alert, label,
                value)) == 1;
    }

    /** The names of all metrics that it has scraped. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        get("/api/v1/label/__name__/values").path("data").forEach(name -> names.add(name.asString()));
        return names;
    }

    private JsonNode get(String path) {
        try {
            return new JsonMapper().readTree(http.send(HttpRequest.newBuilder(uri.resolve(path)).build(),
                    BodyHandlers.ofString()).body());
        } catch (IOException starting) {
            return new JsonMapper().createObjectNode();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        http.close();
    }
}
