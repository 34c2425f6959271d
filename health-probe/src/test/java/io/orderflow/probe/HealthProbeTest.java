package io.orderflow.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe against a process that wants a certificate of everybody. */
class HealthProbeTest {

    @TempDir
    private static Path folder;
    private HttpsServer process;
    private int status = 200;
    private String token = "none";

    @BeforeAll
    static void makesACertificate() throws Exception {
        Path store = folder.resolve("store.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        run(keytool, "-genkeypair", "-alias", "own", "-dname", "CN=own", "-ext", "san=dns:localhost", "-keyalg", "EC",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "password");
        java.security.KeyStore made = java.security.KeyStore.getInstance(store.toFile(), "password".toCharArray());
        write("own.crt", "CERTIFICATE", made.getCertificate("own").getEncoded());
        write("own.key", "PRIVATE KEY", made.getKey("own", "password".toCharArray()).getEncoded());
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static void write(String name, String kind, byte[] content) throws IOException {
        Files.writeString(folder.resolve(name), "-----BEGIN %s-----%n%s%n-----END %1$s-----%n".formatted(kind,
                java.util.Base64.getMimeEncoder().encodeToString(content)));
    }

    @BeforeEach
    void starts() throws Exception {
        Path certificate = folder.resolve("own.crt");
        SSLContext context = ProbeCertificates.context(certificate, certificate, folder.resolve("own.key"));
        process = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        process.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        process.createContext("/health", exchange -> {
            token = String.valueOf(exchange.getRequestHeaders().getFirst("Token"));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        process.start();
    }

    @AfterEach
    void stops() {
        process.stop(0);
    }

    @Test
    void asksAProcessWithoutHttpWhetherItTakesConnections() throws IOException {
        int port;
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listening.getLocalPort();
            assertThat(HealthProbe.troubleOf(List.of("tcp://127.0.0.1:" + port))).isEmpty();
        }
        assertThat(HealthProbe.troubleOf(List.of("tcp://127.0.0.1:" + port))).contains("refused");
    }

    @Test
    void findsAProcessWellThatAnswersWith200() throws IOException {
        Files.writeString(folder.resolve("token"), "secret\n");
        assertThat(probe("--cert", "own.crt", "--key", "own.key", "--header", "Token=" + folder.resolve("token")))
                .isEmpty();
        assertThat(token).isEqualTo("secret");
    }

    @Test
    void saysWhatAProcessAnswersThatIsNotWell() {
        status = 503;
        assertThat(probe("--cert", "own.crt", "--key", "own.key")).isEqualTo("answered with 503");
    }

    @Test
    void isRefusedWithoutACertificate() {
        assertThat(probe()).contains("Exception");
    }

    @Test
    void saysThatNobodyListens() {
        process.stop(0);
        assertThat(probe("--cert", "own.crt", "--key", "own.key")).contains("ConnectException");
    }

    @Test
    void namesWhatItCannotUnderstand() {
        assertThat(HealthProbe.troubleOf(List.of())).contains("Needs a URL");
        assertThat(probe("--certificate", "own.crt")).contains("Unknown option --certificate");
        assertThat(probe("--cert", "own.crt")).contains("belong together");
        assertThat(probe("--header", "Token")).contains("NAME=FILE");
    }

    private String probe(String... options) {
        List<String> arguments = new ArrayList<>(List.of("https://localhost:" + process.getAddress().getPort()
                + "/health", "--ca", folder.resolve("own.crt").toString()));
        for (String option : options) {
            arguments.add(option.startsWith("own.") ? folder.resolve(option).toString() : option);
        }
        return HealthProbe.troubleOf(arguments);
    }
}
