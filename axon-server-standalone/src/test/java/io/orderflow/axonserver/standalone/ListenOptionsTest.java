package io.orderflow.axonserver.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.axonserver.access.AccessToken;
import io.orderflow.axonserver.access.AccessToken.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ListenOptionsTest {

    @TempDir
    private Path directory;

    @CommandLine.Command
    private static final class Holder {
        @CommandLine.Mixin
        private final ListenOptions options = new ListenOptions();
    }

    private AxonServerConfig config(Map<String, String> environment, String... arguments) {
        return CommandLine.populateCommand(new Holder(), arguments).options.config(directory, environment);
    }

    private static void assertAdmits(AxonServerConfig config, String token) {
        assertThat(config.token()).isPresent();
        AccessToken known = config.token().orElseThrow();
        assertThat(known.check(token)).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void listensOnThisMachineWithoutHttpAndTokenByDefault() {
        AxonServerConfig config = config(Map.of());

        assertThat(config).isEqualTo(AxonServerConfig.tcp(directory, AxonServerConfig.DEFAULT_PORT));
    }

    @Test
    void listensForHttpOnTheSameHost() {
        AxonServerConfig config = config(Map.of(), "--host", "127.0.0.2", "--http-port", "8024", "--dev-mode");

        assertThat(config.httpAddress()).contains(new InetSocketAddress("127.0.0.2", 8024));
        assertThat(config.developmentMode()).isTrue();
    }

    @Test
    void takesTheTokenFromAFileOrTheEnvironment() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "from-a-file\n# a comment\n");

        assertAdmits(config(Map.of(), "--token-file", file.toString()), "from-a-file");
        assertAdmits(config(Map.of(ListenOptions.TOKEN_VARIABLE, "from-outside")), "from-outside");
        assertAdmits(config(Map.of(ListenOptions.TOKEN_VARIABLE, "from-outside"), "--token", "from-here"),
                "from-here");
    }

    @Test
    void refusesOptionsThatContradictEachOther() {
        for (String[] contradiction : new String[][]{{"--token", "some-token", "--token-file", "file"},
                {"--tls-cert", "cert.pem"}, {"--tls-key", "key.pem"}, {"--tls-ca", "ca.pem"},
                {"--token-file", "/no/such/file"}}) {
            assertThatThrownBy(() -> config(Map.of(), contradiction))
                    .isInstanceOf(CommandLine.ParameterException.class);
        }
    }

    @Test
    void refusesAnEmptyTokenRatherThanToRunWithout() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));
        StringWriter errors = new StringWriter();

        int exitCode = AxonServerApplication.commandLine().setErr(new PrintWriter(errors)).execute("--port", "0",
                "--data", directory.resolve("never").toString(), "--token-file", empty.toString());

        assertThat(exitCode).isNotZero();
        assertThat(errors.toString()).contains("at least 8 characters");
        assertThat(directory.resolve("never")).doesNotExist();
    }

    @Test
    void refusesAHostBeyondTheLoopbackInterfaceBeforeItTouchesTheDisk() {
        StringWriter errors = new StringWriter();

        int exitCode = AxonServerApplication.commandLine().setErr(new PrintWriter(errors)).execute("--host", "0.0.0.0",
                "--port", "0", "--data", directory.resolve("never").toString());

        assertThat(exitCode).isNotZero();
        assertThat(errors.toString()).startsWith("axon-server: Will not listen on 0.0.0.0").hasLineCount(1);
        assertThat(directory.resolve("never")).doesNotExist();
    }
}
