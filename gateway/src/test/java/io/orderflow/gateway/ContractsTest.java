package io.orderflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.contract.ProviderStub;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The gateway before services that answer as it expects of them, in the files of {@code src/main/contracts}; the builds
 * of the services hold them to the same files.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractsTest {

    private static final Path COMPOSITIONS = Path.of("src/main/java/io/orderflow/gateway/composition");
    private static final Pattern ROUTE = Pattern.compile("@GetMapping\\(\"([^\"]+)\"");

    private static final Map<String, ProviderStub> SERVICES = new TreeMap<>();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        for (String name : List.of("order-command", "payment-command", "order-query", "account-ledger",
                "event-relay")) {
            SERVICES.put(name, ProviderStub.start("gateway", name));
        }
        Map<String, Integer> ports = new TreeMap<>();
        SERVICES.forEach((name, service) -> ports.put(name, service.port()));
        gateway = RunningGateway.before(ports);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SERVICES.values().forEach(ProviderStub::close);
    }

    private static JsonNode get(String target, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = gateway.get(target);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonMapper().readTree(answer.body());
    }

    @Test
    void makesAnOverviewOfWhatItExpects() throws Exception {
        JsonNode overview = get("/customers/ben/overview", 200);

        assertThat(overview.path("missing")).isEmpty();
        assertThat(overview.at("/spending/customerId").asString()).isEqualTo("ben");
        assertThat(overview.at("/orders/items/0/orderId").asString()).isEqualTo("ben-6");
        assertThat(overview.at("/accounts/0/accountId").asString()).isEqualTo("a-2");
        assertThat(overview.path("processes")).extracting(open -> open.path("status").asString())
                .as("the processes; the order that was just placed has none yet").containsExactly("CONFIRMED");
        assertThat(overview.at("/processes/0/saga/step").asString()).isEqualTo("AWAITING_SHIPMENT");
        assertThat(get("/customers/nobody/overview", 404).path("code").asString()).isEqualTo("NOT_FOUND");
    }

    @Test
    void makesListsOfWhatItExpects() throws Exception {
        assertThat(get("/projections", 200).path("items")).extracting(item -> item.path("name").asString())
                .containsExactly("orders", "accounts");
        JsonNode letters = get("/dead-letters?limit=2", 200);
        assertThat(letters.path("items")).extracting(item -> item.path("sequence").asString()).containsExactly("MUG");
        assertThat(letters.path("missing")).isEmpty();
        assertThat(get("/rebuilds?limit=2", 200).path("missing")).isEmpty();
        assertThat(get("/dead-letter-batches?limit=2", 200).path("missing")).isEmpty();
        assertThat(get("/rebuilds/none", 404).path("detail").asString()).isEqualTo("No rebuild none");
    }

    /** What the gateway passes on, it does not read. The routes that it answers by itself are those of its compositions. */
    @Test
    @Order(1)
    void triesEveryAnswerThatIsComposed() throws IOException {
        List<String> composed = new ArrayList<>();
        try (Stream<Path> sources = Files.list(COMPOSITIONS)) {
            for (Path source : sources.toList()) {
                ROUTE.matcher(Files.readString(source)).results().map(route -> route.group(1)).forEach(composed::add);
            }
        }

        assertThat(composed).containsExactlyInAnyOrder("/customers/{customerId}/overview", "/projections", "/rebuilds",
                "/dead-letters", "/dead-letter-batches");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void asksForAllThatIsWrittenDownAndForNothingElse() {
        SERVICES.forEach((name, service) -> {
            assertThat(service.unexpected()).as("requests of %s that no file expects", name)
                    .filteredOn(request -> !request.startsWith("GET /orders?customerId=nobody"))
                    .isEmpty();
            assertThat(service.unused()).as("files for %s that nothing asks for", name).isEmpty();
        });
    }
}
