package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.audit.Audit;
import io.orderflow.audit.AuditOptions;
import io.orderflow.audit.AuditTarget;
import io.orderflow.contract.Expectation;
import io.orderflow.contract.Expectations;
import io.orderflow.platform.address.AddressFile;
import io.orderflow.platform.certificates.CertificateAuthority;
import io.orderflow.platform.certificates.CertificateFolder;
import io.orderflow.platform.demo.Api.Answer;
import io.orderflow.platform.description.ApprovedDescription;
import io.orderflow.platform.services.CertificateNames;
import io.orderflow.platform.services.Service;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The services as processes behind their common entrance, one of which is killed. Every connection is encrypted, and
 * everybody shows a certificate.
 */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the services, which its tests use one after the other")
class GatewayIT {

    /** A process that starts again on a busy machine takes minutes. */
    private static final Duration SOON = Duration.ofMinutes(3);

    @RegisterExtension
    static final RunningServices services = new RunningServices();

    @BeforeAll
    static void stockUp() {
        PlatformClient client = new PlatformClient(services.api(), "c1");
        client.list("PEN", "Pen", "1.50", 1_000);
        services.api().post("/accounts", Map.of("accountId", "ada", "owner", "Ada", "currency", "USD", "customerId",
                "c1")).expect(201);
        services.api().post("/accounts/ada/deposits", Map.of("amount", PlatformClient.usd("1000.00"))).expect(201);
        client.place("o1", "ada", line("PEN", 2, "1.50"));
        client.awaitStep("o1", "AWAITING_SHIPMENT");
    }

    @Nested
    class Alerts extends ProcessAlerts {}

    @Nested
    class Traces extends ProcessTraces {}

    @Test
    void showsAllOfACustomerAndStreamsWhatHappens() throws Exception {
        services.api()
                .post("/customers", Map.of("customerId", "c1", "name", "Ada Lovelace", "email", "ada@example.org"))
                .expect(201);
        await().atMost(PlatformClient.SOON)
                .until(() -> services.api().get("/orders/o1").expect(200).path("customerName")
                        .asString("").equals("Ada Lovelace"));
        JsonNode overview = services.api().get("/customers/c1/overview").expect(200);
        assertThat(overview.at("/orders/items/0/orderId").asString()).isEqualTo("o1");
        assertThat(overview.at("/accounts/0/accountId").asString()).isEqualTo("ada");
        assertThat(overview.at("/processes/0/saga/step").asString()).isEqualTo("AWAITING_SHIPMENT");
        assertThat(overview.at("/spending/customerId").asString()).isEqualTo("c1");
        assertThat(overview.at("/missing")).isEmpty();

        HttpRequest updates = HttpRequest.newBuilder(services.gateway().resolve("/orders/o1/updates")).build();
        try (HttpClient client = client(services.certificates().clientContext());
                Stream<String> lines = client.send(updates, BodyHandlers.ofLines()).body()) {
            assertThat(lines.findFirst()).hasValue("retry: 2000");
        }
    }

    @Test
    void isAuditedOverEncryptedConnectionsToo() {
        try (AuditTarget target = AuditTarget.connect(AddressFile.read(services.data()).orElseThrow())) {
            assertThat(Audit.run(target, new AuditOptions(AuditOptions.DEFAULT_GRACE, AuditOptions.DEFAULT_PATIENCE,
                    Clock.systemUTC())).isClean()).isTrue();
        }
    }

    /** What needs a state is held in the module of the service. */
    @Test
    void findsInEveryServiceWhatConsumersExpect() {
        Set<String> services = Stream.of(Service.values()).map(Service::title).collect(Collectors.toSet());
        Set<String> providers = Expectations.providers();
        assertThat(providers).as("providers, whose builds hold what is expected of them").contains("order-command");
        assertThat(providers.stream().filter(services::contains).flatMap(provider -> Expectations.of(provider).stream()
                .filter(expected -> expected.state() == null && expected.isOfJson())
                .flatMap(expected -> addressesOf(provider, expected).flatMap(path -> unmetAt(path, expected)))))
                .isEmpty();
        providers.removeAll(services);
        assertThat(providers).isSubsetOf("event-relay");
    }

    /** The service itself; and for the console, which knows no services, the entrance as well. */
    private static Stream<String> addressesOf(String provider, Expectation expected) {
        String ofService = "/services/" + provider + expected.target();
        return expected.consumer().equals("console") ? Stream.of(ofService, expected.target()) : Stream.of(ofService);
    }

    private static Stream<String> unmetAt(String path, Expectation expected) {
        Answer answer = services.api().send(expected.method(), path,
                expected.body().isMissingNode() ? null : expected.body(),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        return expected.unmet(answer.status(), answer.body()).stream();
    }

    @Test
    void describesEachServiceAndNamesItsPublicAddress() {
        JsonNode description = services.api().get("/services/account-ledger/v3/api-docs").expect(200);

        assertThat(description.at("/servers/0/url").asString())
                .isEqualTo(services.gateway() + "/services/account-ledger");
        assertThat(description.path("paths").propertyNames()).contains("/accounts/{accountId}/statement");
    }

    @Test
    void answersForAllServicesThatHaveReadModelsAndDeadLetters() {
        assertThat(services.api().get("/projections").expect(200).path("items"))
                .extracting(one -> one.path("name").asString())
                .contains("orders", "accounts");
        JsonNode rebuild = services.api().post("/projections/accounts/rebuilds", Map.of()).expect(202);
        JsonNode found = services.api().get("/rebuilds/" + rebuild.path("rebuildId").asString()).expect(200);
        assertThat(found.path("projection").asString()).isEqualTo("accounts");
        assertThat(services.api().get("/rebuilds").expect(200).path("items")).isNotEmpty();
        assertThat(services.api().get("/dead-letters?group=payment-policy").expect(200).path("items")).isEmpty();
        PlatformClient.assertProblem(services.api().get("/dead-letters?group=nobodys"), 404, "NOT_FOUND");
    }

    @Test
    void describesTheWholeAsCommitted() throws IOException {
        ApprovedDescription.of("gateway").hold(services.api().get("/v3/api-docs").expect(200));

        JsonNode whole = ApprovedDescription.of("orderflow").read();
        Set<String> described = new TreeSet<>();
        for (Service service : Service.values()) {
            JsonNode own = services.api().get("/services/" + service.title() + "/v3/api-docs").expect(200);
            own.path("paths").properties().forEach(path -> {
                described.add(path.getKey());
                path.getValue().properties().forEach(route -> assertThat(alone(route.getValue(), own))
                        .as("%s %s of %s", route.getKey(), path.getKey(), service)
                        .isEqualTo(alone(whole.path("paths").path(path.getKey()).path(route.getKey()), whole)));
            });
            own.path("components").path("schemas").properties().forEach(schema -> assertThat(schema.getValue())
                    .as("%s of %s", schema.getKey(), service)
                    .isEqualTo(whole.path("components").path("schemas").path(schema.getKey())));
        }
        // The relay is not among them, because it runs only where a broker is named.
        assertThat(described).containsExactlyInAnyOrderElementsOf(whole.path("paths").propertyNames().stream()
                .filter(path -> !path.startsWith("/relays") && !path.startsWith("/replays"))
                .toList());
    }

    /** The route with its headers, which may be written down elsewhere, and without access: nobody asks for tokens here. */
    private static JsonNode alone(JsonNode route, JsonNode document) {
        ObjectNode alone = ((ObjectNode) route.deepCopy()).without(List.of("security"));
        for (JsonNode answer : alone.path("responses")) {
            for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
                String reference = header.getValue().path("$ref").asString("");
                if (!reference.isEmpty()) {
                    header.setValue(document.at(reference.substring(1)));
                }
            }
        }
        return alone;
    }

    @Test
    void letsAKilledServiceBeFeltOnItsOwnRoutesAloneUntilItIsBack() throws Exception {
        // when
        services.kill("account-ledger");

        // then
        Answer away = services.api().get("/accounts/ada");
        assertThat(away.expect(503).path("code").asString()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(away.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(away.body().path("traceId").asString()).hasSize(32);
        services.api().get("/orders/o1").expect(200);
        services.api().put("/products/PEN/price", Map.of("unitPrice", PlatformClient.usd("1.75"))).expect(200);
        JsonNode overview = services.api().get("/customers/c1/overview").expect(200);
        assertThat(overview.at("/missing/0/part").asString()).isEqualTo("accounts");
        assertThat(overview.has("accounts")).isFalse();
        assertThat(overview.at("/orders/items")).isNotEmpty();

        // when
        services.processes().restart("account-ledger");

        // then
        await().atMost(SOON).until(() -> services.api().get("/accounts/ada").status() == 200);
        await().atMost(SOON)
                .until(() -> services.api().get("/customers/c1/overview").expect(200).at("/accounts/0/owner")
                        .asString("").equals("Ada"));
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private static Stream<URI> everyListener() {
        return Stream.of(services.gateway(), services.processes().uri(Service.ACCOUNT_LEDGER),
                URI.create("https://" + services.processes().addresses()
                        .axonServer()),
                URI.create(services.processes().addresses().readModels()));
    }

    /** Connects, and waits for what the server says to a client that has said nothing but hello. */
    private static void greet(URI listener, SSLContext tls) throws IOException {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(listener.getHost(),
                listener.getPort())) {
            socket.setSoTimeout(2_000);
            socket.startHandshake();
            socket.getInputStream().read();
        }
    }

    private static SSLContext trusting(CertificateFolder folder) {
        return SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(folder.authority().toUri()
                .toString()))).createSslContext();
    }

    @Test
    void refusesAClientWithoutACertificateEverywhere() {
        everyListener().forEach(listener -> {
            assertThatThrownBy(() -> greet(listener, trusting(services.certificates()))).as("%s", listener)
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> client(trusting(services.certificates())).send(
                    HttpRequest.newBuilder(services.gateway().resolve("/orders")).build(), BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
        });
    }

    /** Servers and clients change over at different moments: in between connections may fail, and then go on. */
    @Test
    void goesOnWithTheCertificatesOfAnotherAuthorityAndRefusesTheEarlierOnes() throws Exception {
        // given
        SSLContext earlier = services.certificates().clientContext();

        // when
        Files.delete(services.certificates().path().resolve("authority.p12"));
        CertificateAuthority.in(services.certificates().path()).issue(CertificateNames.all());

        // then
        everyListener().forEach(listener -> await().atMost(SOON).untilAsserted(() -> {
            assertThatThrownBy(() -> greet(listener, earlier)).isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> greet(listener, trusting(services.certificates()))).isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }));
        services.trustAnew();
        for (String server : List.of("axon-server", "mongo-server", "account-ledger")) {
            services.kill(server);
            services.processes().restart(server);
        }
        await().atMost(SOON)
                .until(() -> services.api().put("/products/PEN/price", Map.of("unitPrice", PlatformClient.usd("1.50")))
                        .status() == 200 && services.api().get("/accounts/ada").status() == 200);
    }
}
