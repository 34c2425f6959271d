package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.platform.certificates.CertificateAuthority;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.observability.AlertRules;
import io.orderflow.platform.observability.AlertRules.Target;
import io.orderflow.platform.observability.ExposedMetrics;
import io.orderflow.platform.observability.ObservabilityFiles;
import io.orderflow.platform.observability.PrometheusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * Breaks services that are processes on purpose, once for each alert that takes several of them, a gateway or encryption.
 * A Prometheus that scrapes all of them sees the alert, by the rules that are deployed but for their waits; with the waits
 * it fires as well, and rests again where {@code docs/operations.md} mends the fault.
 */
abstract class ProcessAlerts {

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration ENDS_SOON = Duration.ofDays(5);
    private static final String GATEWAY = "gateway";
    private static final String LEDGER = "account-ledger";
    private static final String NOBODY = "nobody";

    private static PrometheusServer prometheus;

    @BeforeAll
    static void watch() throws IOException {
        AlertRules.assumePromtool();
        Map<String, URI> targets = new TreeMap<>(services().showingMetrics());
        targets.put(NOBODY, URI.create("https://127.0.0.1:1"));
        prometheus = PrometheusServer.start(services().data().resolve("prometheus"), targets,
                "{ca_file: %s, cert_file: %s, key_file: %s}".formatted(services().certificates().authority(),
                        services().certificates().certificate("client"), services().certificates().key("client")));
        services().awaitBack();
        PlatformClient client = new PlatformClient(services().api(), "watched");
        client.list("TEA", "Tea", "4.00", 1_000);
        client.open("tina", "Tina", "USD", "1000.00");
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    private static RunningServices services() {
        return GatewayIT.services;
    }

    private static void place(String order) {
        PlatformClient client = new PlatformClient(services().api(), "watched");
        await().atMost(SOON).until(() -> services().api().post("/orders", client.order(order, "tina", List.of(
                line("TEA", 1, "4.00"))), order).status() == 201);
    }

    /** What each process shows; nothing where it gives no answer. */
    private static List<Target> targets() {
        return services().showingMetrics().entrySet().stream()
                .map(target -> Target.at(target.getKey(), pageOf(target.getValue()))).toList();
    }

    private static String pageOf(URI process) {
        try {
            return new Api((method, path) -> process).encryptedBy(services().certificates().clientContext())
                    .get("/actuator/prometheus").response().body();
        } catch (UncheckedIOException away) {
            return "";
        }
    }

    private static void awaitFiring(String... alerts) {
        await().atMost(SOON).untilAsserted(() -> AlertRules.assertFiring(targets(), alerts));
    }

    private static void awaitResting(String... alerts) {
        await().atMost(SOON).untilAsserted(() -> AlertRules.assertResting(targets(), alerts));
    }

    private static void awaitSeen(String alert, String label, String value) {
        await().atMost(SOON).untilAsserted(() -> assertThat(prometheus.isFiring(alert, label, value))
                .as("%s of %s", alert, value).isTrue());
    }

    /** Every process, and every metric of a process that the one process does not have. */
    @Test
    void areFedByEveryProcess() {
        place("scraped");
        new PlatformClient(services().api(), "watched").awaitStep("scraped", "AWAITING_SHIPMENT");
        int processes = services().showingMetrics().size();

        await().atMost(SOON).untilAsserted(
                () -> assertThat(prometheus.value("count(max_over_time(up[5m]) == 1)")).isEqualTo(processes));
        await().atMost(SOON).untilAsserted(
                () -> assertThat(prometheus.value("sum(orderflow_orders_total{outcome='placed'})")).isPositive());
        assertThat(prometheus.value("sum(axon_server_appended_events_total)")).isPositive();
        assertThat(prometheus.value("sum(mongo_server_commands_seconds_count{job='mongo-server'})")).isPositive();
        assertThat(prometheus.value("min(ssl_chain_expiry_seconds{job='gateway'})")).isPositive();
        assertThat(prometheus.names()).containsAll(ObservabilityFiles.namedMetrics().keySet().stream()
                .filter(name -> name.startsWith("orderflow_gateway_")
                        || services().hasRelay() && name.matches("orderflow_(relay|notification)_.*"))
                .toList());
        services().showingMetrics().forEach((process, address) -> assertThat(ExposedMetrics.of(pageOf(address))
                .undocumented()).as(process).isEmpty());
    }

    @Test
    void fireWhileAServiceIsKilledUntilItIsBack() {
        // given
        awaitResting("TargetDown", "BreakerOpen");

        // when
        services().kill(LEDGER);

        // then
        await().atMost(SOON).untilAsserted(() -> {
            services().api().get("/accounts/tina");
            AlertRules.assertFiring(targets(), "BreakerOpen", "TargetDown");
        });
        awaitSeen("BreakerOpen", "service", LEDGER);
        awaitSeen("TargetDown", "job", LEDGER);
        awaitSeen("TargetDown", "job", NOBODY);

        // when
        services().processes().restart(LEDGER);

        // then
        await().atMost(SOON).until(() -> services().api().get("/accounts/tina").status() == 200);
        awaitResting("BreakerOpen", "TargetDown");
    }

    @Test
    void fireWhereCertificatesEndSoonUntilTheyAreRenewed() throws IOException {
        // given
        awaitResting("CertificateExpires");
        CertificateAuthority authority = CertificateAuthority.in(services().certificates().path());

        // when
        authority.issue(List.of(GATEWAY, LEDGER), ENDS_SOON);

        // then
        awaitFiring("CertificateExpires");
        awaitSeen("CertificateExpires", "job", GATEWAY);
        awaitSeen("CertificateExpires", "job", LEDGER);

        // when
        authority.issue(List.of(GATEWAY, LEDGER));

        // then
        awaitResting("CertificateExpires");
        assertThat(services().api().get("/accounts/tina").status()).isEqualTo(200);
    }

    /** A file lies where the folder of the e-mails should be. */
    @Test
    void fireForEmailsThatWereGivenUpUntilTheyAreSent() throws IOException {
        Assumptions.assumeTrue(services().hasRelay(), "NOT RUN: needs RabbitMQ, from the package rabbitmq-server");
        // given
        awaitResting("EmailsParked");
        Path mails = services().data().resolve("mails");
        FileSystemUtils.deleteRecursively(mails);
        Files.createFile(mails);

        // when
        services().api().post("/customers", Map.of("customerId", "watched", "name", "Tina", "email",
                "tina@example.org")).expect(201);
        place("unsent");

        // then
        awaitFiring("EmailsParked");
        awaitSeen("EmailsParked", "severity", "warning");

        // when
        Files.delete(mails);
        assertThat(services().api().post("/emails/retries", null).status()).isEqualTo(202);

        // then
        awaitResting("EmailsParked");
        assertThat(mails.toFile().list()).isNotEmpty();
    }

    /** The consumers lose their connections, and get none, until their broker is there again. */
    @Test
    void fireWhileConsumersGetNoMessages() {
        Assumptions.assumeTrue(services().hasRelay(), "NOT RUN: needs RabbitMQ, from the package rabbitmq-server");
        // given
        awaitResting("ConsumerDown");

        // when
        services().broker().kill();

        // then
        awaitFiring("ConsumerDown");
        awaitSeen("ConsumerDown", "consumer", "email-work");
        awaitSeen("ConsumerDown", "consumer", "email-events");

        // when
        services().broker().restart();

        // then
        awaitResting("ConsumerDown");
    }
}
