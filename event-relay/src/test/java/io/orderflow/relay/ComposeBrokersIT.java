package io.orderflow.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * The relay as Compose sets it up, with the brokers as Compose sets them up: they take encrypted connections alone, and
 * want a certificate.
 */
class ComposeBrokersIT {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;
    private Path certificates;
    private RabbitServer rabbit;
    private KafkaServer kafka;

    @BeforeEach
    void start() throws Exception {
        certificates = Files.createDirectories(folder.resolve("certificates"));
        keytool("-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c");
        keytool("-alias", "tls", "-signer", "authority", "-dname", "CN=localhost", "-ext",
                "san=ip:127.0.0.1,dns:localhost");
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
            made.load(in, PASSWORD.toCharArray());
        }
        String certificate = pem("CERTIFICATE", made.getCertificate("tls").getEncoded());
        String key = pem("PRIVATE KEY", made.getKey("tls", PASSWORD.toCharArray()).getEncoded());
        Files.writeString(certificates.resolve("ca.crt"),
                pem("CERTIFICATE", made.getCertificate("authority").getEncoded()));
        Files.writeString(certificates.resolve("tls.crt"), certificate);
        Files.writeString(certificates.resolve("tls.key"), key);
        Files.writeString(certificates.resolve("tls.pem"), certificate + key);

        rabbit = RabbitServer.startAsInCompose(folder.resolve("rabbitmq"), certificates, bundle().createSslContext());
        kafka = KafkaServer.startAsInCompose(folder.resolve("kafka"), certificates, Map.of("security.protocol", "SSL",
                "ssl.truststore.type", "PEM", "ssl.truststore.location", certificates.resolve("ca.crt").toString(),
                "ssl.keystore.type", "PEM", "ssl.keystore.location", certificates.resolve("tls.pem").toString()));
    }

    private SslBundle bundle() {
        return SslBundle.of(new PemSslStoreBundle(
                PemSslStoreDetails.forCertificate("file:" + certificates.resolve("tls.crt"))
                        .withPrivateKey("file:" + certificates.resolve("tls.key")),
                PemSslStoreDetails.forCertificate("file:" + certificates.resolve("ca.crt"))));
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "RSA",
                "-keystore", folder.resolve("keys.p12").toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : new AutoCloseable[]{rabbit, kafka}) {
            if (one != null) {
                one.close();
            }
        }
    }

    @Test
    void publishesToBothByTheBundleOfTheProcess() throws Exception {
        String pem = "--spring.ssl.bundle.pem.orderflow.";
        try (RunningRelay relay = new RunningRelay(folder, "--orderflow.relay.rabbitmq.uri=" + rabbit.uri(),
                "--orderflow.relay.kafka.bootstrap-servers=" + kafka.address(), "--orderflow.tls.brokers=orderflow",
                pem + "keystore.certificate=file:" + certificates.resolve("tls.crt"),
                pem + "keystore.private-key=file:" + certificates.resolve("tls.key"),
                pem + "truststore.certificate=file:" + certificates.resolve("ca.crt"))) {
            relay.ship("first-", 3);

            await().atMost(RunningRelay.SOON).until(() -> StreamSupport
                    .stream(relay.get("/relays").path("items").spliterator(), false)
                    .filter(broker -> broker.path("state").asString().equals("LIVE"))
                    .filter(broker -> broker.path("position").asLong() >= 8).count() == 2);
        }
        requireRefusesWhoShowsNoCertificate();
    }

    private void requireRefusesWhoShowsNoCertificate() throws Exception {
        ConnectionFactory nobody = new ConnectionFactory();
        nobody.setUri(rabbit.uri());
        nobody.useSslProtocol();

        assertThatThrownBy(nobody::newConnection).isInstanceOf(IOException.class);
    }
}
