package io.orderflow.platform;

import io.orderflow.platform.certificates.CertificateAuthority;
import io.orderflow.platform.certificates.CertificateFolder;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.jvm.JavaCommand;
import io.orderflow.service.description.DescribedAnswers;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * The platform as a process that can be killed, registered with {@code @RegisterExtension}: each test finds it started,
 * on a free port and in a folder of its own. The folder with its log is deleted unless the test fails.
 */
final class PlatformProcess implements BeforeEachCallback, AfterEachCallback {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);

    private final int port = JavaProcess.freePort();
    private final boolean isEncrypted;
    private Path folder;
    private JavaProcess process;
    private HttpClient http;

    PlatformProcess() {
        this(false);
    }

    private PlatformProcess(boolean isEncrypted) {
        this.isEncrypted = isEncrypted;
    }

    /** A platform to which every connection is encrypted, and whose callers show a certificate. */
    static PlatformProcess encrypted() {
        return new PlatformProcess(true);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("platform-process-");
        List<String> command = JavaProcess.command(classPath(), Orderflow.class, "start", "--port",
                Integer.toString(port), "--data", data().toString());
        HttpClient.Builder client = HttpClient.newBuilder();
        if (isEncrypted) {
            CertificateAuthority.in(certificates().path()).issue(
                    List.of(CertificateFolder.PLATFORM, CertificateFolder.CLIENT));
            command.addAll(List.of("--tls", certificates().path().toString(), "--client-certificates"));
            client.sslContext(certificates().clientContext());
        }
        http = client.build();
        process = new JavaProcess(log(), command);
        awaitReady();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (process != null) {
            process.kill();
        }
        if (http != null) {
            http.close();
        }
        if (context.getExecutionException().isEmpty()) {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** Without what only tests have, which has handlers find what they would not find otherwise. */
    private static String classPath() {
        return Arrays.stream(JavaCommand.classPath().split(File.pathSeparator))
                .filter(path -> !path.contains("axon-test"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("platform.log");
    }

    private CertificateFolder certificates() {
        return new CertificateFolder(folder.resolve("certificates"));
    }

    URI uri() {
        return URI.create((isEncrypted ? "https" : "http") + "://127.0.0.1:" + port);
    }

    Api api() {
        Api api = new Api((method, path) -> uri()).shownTo(DescribedAnswers::hold);
        return isEncrypted ? api.encryptedBy(certificates().clientContext()) : api;
    }

    /** Ends the process as a power cut would. */
    void kill() {
        process.kill();
    }

    /** Starts the process again, which was killed, on the same port and data; returns when it is ready. */
    void restart() {
        process.restart();
        awaitReady();
    }

    /** What it has occupied of the memory at most, in KiB, where the system tells as Linux does; otherwise nothing. */
    long residentKib() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private void awaitReady() {
        HttpRequest health = HttpRequest.newBuilder(uri().resolve("/actuator/health")).build();
        Awaitility.await("the platform is ready, see " + log()).atMost(START_TIMEOUT)
                .pollInterval(Duration.ofMillis(200)).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("The platform ended while it started, see " + log());
                    }
                    return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
                });
    }
}
