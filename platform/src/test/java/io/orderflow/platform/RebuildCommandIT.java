package io.orderflow.platform;

import static io.orderflow.service.description.DescribedAnswers.held;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.platform.demo.Api;
import io.orderflow.platform.rebuild.RebuildCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

/** {@code ./run rebuild}, against a platform that runs. */
class RebuildCommandIT {

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.shared();
    private static final Api api = platform.api();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void stockUp() {
        PlatformClient client = platform.client("ann");
        client.list("REBUILT-PEN", "Pen", "1.50", 10);
        client.read("/products/REBUILT-PEN");
    }

    @Test
    void showsARebuildUntilItServes() {
        long products = api.get("/projections").expect(200).path("items").valueStream()
                .filter(projection -> projection.path("name").asString().equals("stock"))
                .mapToLong(projection -> projection.path("documents").asLong())
                .sum();

        assertThat(rebuild("stock")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("100 %", "PROMOTED",
                products + " same, 0 changed, 0 added, 0 gone", "stock is served from stock_v");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void drawsABarWhereThereIsATerminal() {
        System.setProperty("orderflow.terminal", "true");
        try {
            assertThat(rebuild("sales")).as(err.toString()).isZero();
        } finally {
            System.clearProperty("orderflow.terminal");
        }
        assertThat(out.toString()).contains("\r  [████████████████████████████████████████] 100 %");
    }

    @Test
    void saysHowToPromoteWhatWaitsForIt() throws Exception {
        assertThat(rebuild("accounts", "--manual")).isEqualTo(3);
        URI address = URI.create(out.toString()
                .lines()
                .filter(line -> line.contains("DELETE"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*(http:.*)", "$1"));
        assertThat(out.toString()).contains("AWAITING_PROMOTION", address + "/promotion");
        // when it is begun once more, and is given up
        assertThat(rebuild("accounts")).isEqualTo(1);
        assertThat(err.toString()).contains("accounts is not rebuilt", "waits for its promotion",
                "DELETE " + address.getPath());
        HttpRequest cancellation = HttpRequest.newBuilder(address).DELETE().build();
        assertThat(held(HttpClient.newHttpClient().send(cancellation, BodyHandlers.ofString())).statusCode())
                .isEqualTo(202);
        assertThat(api.get(address.getPath()).expect(200).path("state").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void saysWhyNothingIsRebuilt() {
        assertThat(rebuild("nothing")).isEqualTo(1);
        assertThat(err.toString()).contains("nothing is not rebuilt", "No projection nothing");
        assertThat(run("stock", "--port", "1")).isEqualTo(1);
        assertThat(err.toString()).contains("Nothing answers at http://127.0.0.1:1");
    }

    private int rebuild(String... arguments) {
        return run(Stream.concat(Stream.of(arguments), Stream.of("--port", "" + platform.port()))
                .toArray(String[]::new));
    }

    private int run(String... arguments) {
        return new CommandLine(new RebuildCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
