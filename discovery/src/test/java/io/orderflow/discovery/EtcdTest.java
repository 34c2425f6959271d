package io.orderflow.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** etcd itself, as the package {@code etcd-server} of the system installs it. */
class EtcdTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    private Path data;
    private Process etcd;
    private String[] settings;

    @BeforeEach
    void start() throws IOException {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "etcd"))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            System.err.println("SKIPPED: no etcd is installed (etcd-server), so the registry was not tested with it");
        }
        Assumptions.assumeTrue(program.isPresent(), "NOT RUN: needs the program etcd, from the package etcd-server");
        String client = "http://127.0.0.1:" + SampleProcess.freePort();
        String peer = "http://127.0.0.1:" + SampleProcess.freePort();
        etcd = new ProcessBuilder(program.get().toString(), "--data-dir", data.toString(), "--listen-client-urls",
                client, "--advertise-client-urls", client, "--listen-peer-urls", peer,
                "--initial-advertise-peer-urls", peer, "--initial-cluster", "default=" + peer)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        settings = new String[]{"--orderflow.etcd.endpoint=" + client, "--orderflow.etcd.host=127.0.0.1",
                "--orderflow.etcd.time-to-live=2s"};
    }

    @AfterEach
    void stop() {
        if (etcd != null) {
            etcd.destroyForcibly().onExit().join();
        }
    }

    @Test
    void registersAndForgets() {
        try (SampleProcess one = SampleProcess.start("shop", "etcd", settings)) {
            SampleProcess two = SampleProcess.start("shop", "etcd", settings);
            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(one.ports("shop"))
                    .containsExactlyInAnyOrder(one.port(), two.port()));

            two.close();
            assertThat(one.ports("shop")).isEqualTo(List.of(one.port()));

            // one that is killed does not prolong its lease
            Etcd client = new Etcd(new EtcdSettings(true, URI.create(settings[0].split("=")[1]),
                    Duration.ofSeconds(2), "/orderflow/services/", false, null, Duration.ofSeconds(2)));
            client.put("/orderflow/services/shop/killed", "http://127.0.0.1:1", client.lease(Duration.ofSeconds(2)));
            assertThat(one.ports("shop")).contains(1);
            await().atMost(SOON).untilAsserted(() -> assertThat(one.ports("shop")).isEqualTo(List.of(one.port())));
        }
    }
}
