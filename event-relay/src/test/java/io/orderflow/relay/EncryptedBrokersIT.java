package io.orderflow.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The relay, a RabbitMQ that takes encrypted connections only, and a Kafka that asks for a password as well. */
class EncryptedBrokersIT {

    private static final String STORE_PASSWORD = "changeit";
    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required "
            + "username=\"relay\" password=\"s3cret\"%s;";

    @TempDir
    private Path folder;
    private SSLContext before;
    private KeyStore keys;
    private RabbitServer rabbit;
    private KafkaServer kafka;

    @BeforeEach
    void start() throws Exception {
        before = SSLContext.getDefault();
        keys = makeCertificate();
        rabbit = RabbitServer.startEncrypted(folder.resolve("rabbitmq"), folder.resolve("tls.crt"),
                folder.resolve("tls.key"));
        String store = folder.resolve("keys.p12").toString();
        Map<String, Object> client = Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", JAAS.formatted(""), "ssl.truststore.location", store,
                "ssl.truststore.password", STORE_PASSWORD);
        kafka = KafkaServer.start(folder.resolve("kafka"), Map.of(
                "listener.security.protocol.map", "CONTROLLER:PLAINTEXT,BROKER:SASL_SSL",
                "sasl.enabled.mechanisms", "PLAIN", "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.broker.plain.sasl.jaas.config", JAAS.formatted(" user_relay=\"s3cret\""),
                "ssl.keystore.location", store, "ssl.keystore.password", STORE_PASSWORD,
                "ssl.truststore.location", store, "ssl.truststore.password", STORE_PASSWORD), client);
    }

    /** A certificate of this machine that nobody has signed, as a key store and as the files that RabbitMQ reads. */
    private KeyStore makeCertificate() throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "broker", "-keyalg", "RSA", "-dname", "CN=localhost", "-ext",
                "SAN=ip:127.0.0.1,dns:localhost", "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass",
                STORE_PASSWORD).inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, STORE_PASSWORD.toCharArray());
        }
        writePem("tls.crt", "CERTIFICATE", made.getCertificate("broker").getEncoded());
        writePem("tls.key", "PRIVATE KEY", made.getKey("broker", STORE_PASSWORD.toCharArray()).getEncoded());
        // A certificate of others is what a trust store trusts; that of a key alone is not.
        made.setCertificateEntry("authority", made.getCertificate("broker"));
        try (var out = Files.newOutputStream(store)) {
            made.store(out, STORE_PASSWORD.toCharArray());
        }
        return made;
    }

    private void writePem(String file, String kind, byte[] content) throws Exception {
        Files.writeString(folder.resolve(file), "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n");
    }

    @AfterEach
    void stop() throws Exception {
        SSLContext.setDefault(before);
        for (AutoCloseable one : new AutoCloseable[]{rabbit, kafka}) {
            if (one != null) {
                one.close();
            }
        }
    }

    @Test
    void publishesOnlyToBrokersWhoseCertificatesItTrusts() throws Exception {
        String kafkaSetting = "--orderflow.relay.kafka.";
        try (RunningRelay relay = new RunningRelay(folder, "--orderflow.relay.rabbitmq.uri=" + rabbit.uri(),
                kafkaSetting + "bootstrap-servers=" + kafka.address(),
                kafkaSetting + "properties.[security.protocol]=SASL_SSL",
                kafkaSetting + "properties.[sasl.mechanism]=PLAIN",
                kafkaSetting + "properties.[sasl.jaas.config]=" + JAAS.formatted(""),
                kafkaSetting + "properties.[ssl.truststore.location]=" + folder.resolve("keys.p12"),
                kafkaSetting + "properties.[ssl.truststore.password]=" + STORE_PASSWORD)) {
            relay.ship("first-", 3);
            await().atMost(RunningRelay.SOON).until(() -> stateOf(relay, "rabbitmq").equals("WAITING")
                    && stateOf(relay, "kafka").equals("LIVE"));

            SSLContext trusting = SSLContext.getInstance("TLS");
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(keys);
            trusting.init(null, trust.getTrustManagers(), null);
            SSLContext.setDefault(trusting);
            relay.restart();

            await().atMost(RunningRelay.SOON).until(() -> stateOf(relay, "rabbitmq").equals("LIVE"));
            assertThat(relay.get("/relays").toString()).doesNotContain(RabbitServer.PASSWORD, "s3cret\"");
            await().atMost(RunningRelay.SOON).until(() -> relayOf(relay, "kafka").path("position").asLong() >= 8
                    && relayOf(relay, "rabbitmq").path("position").asLong() >= 8);
        }
    }

    private static String stateOf(RunningRelay relay, String broker) {
        return relayOf(relay, broker).path("state").asString("");
    }

    private static JsonNode relayOf(RunningRelay relay, String broker) {
        return StreamSupport.stream(relay.get("/relays").path("items").spliterator(), false)
                .filter(one -> one.path("name").asString().equals(broker))
                .findFirst().orElseThrow();
    }
}
