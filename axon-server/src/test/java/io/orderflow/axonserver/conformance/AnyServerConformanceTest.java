package io.orderflow.axonserver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.jspecify.annotations.Nullable;

/**
 * The suite against a server that runs somewhere, ours or the vendor's. {@code -Daxonserver.conformance.purge} names
 * the address that empties its event store by an HTTP {@code DELETE}; without it, what needs an empty store is skipped.
 */
@EnabledIfSystemProperty(named = "axonserver.conformance.address", matches = ".+:\\d+", disabledReason = "NOT RUN against another server: give its host:port with -Daxonserver.conformance.address")
class AnyServerConformanceTest implements WholeConformance {

    private static final Set<Class<?>> NEED_AN_EMPTY_STORE = Set.of(EventConformance.class,
            TransactionConformance.class, EventQueryConformance.class, PersistentStreamConformance.class,
            ScheduleConformance.class, ContextConformance.class);

    private @Nullable Clients clients;

    @BeforeEach
    void connect(TestInfo test) throws IOException, InterruptedException {
        String purge = System.getProperty("axonserver.conformance.purge", "");
        Class<?> part = test.getTestMethod().orElseThrow().getDeclaringClass();
        assumeTrue(!purge.isEmpty() || !NEED_AN_EMPTY_STORE.contains(part),
                "NOT RUN: " + part.getSimpleName() + " needs an empty event store, and -Daxonserver.conformance.purge"
                        + " does not say how to empty that one");
        if (!purge.isEmpty()) {
            empty(URI.create(purge));
        }
        String address = System.getProperty("axonserver.conformance.address");
        int colon = address.lastIndexOf(':');
        clients = Clients.tcp(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    private static void empty(URI purge) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(purge).DELETE().build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        }
    }

    @AfterEach
    void disconnect() {
        if (clients != null) {
            clients.close();
        }
    }

    @Override
    public Clients clients() {
        if (clients == null) {
            throw new IllegalStateException("Not connected");
        }
        return clients;
    }
}
