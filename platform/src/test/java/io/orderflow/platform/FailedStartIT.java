package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.platform.jvm.JavaCommand;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failed start tells its reason in a sentence. */
class FailedStartIT {

    @TempDir
    private Path data;

    @Test
    void namesThePortThatIsTakenAndWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(start("", "--port", "" + taken.getLocalPort())).containsExactly(
                    "Orderflow cannot run: port " + taken.getLocalPort() + " is in use; choose another with --port");
        }
    }

    @Test
    void namesTheSettingThatCannotBeUsed() throws Exception {
        assertThat(start("-Dorderflow.checkpoints.retry-interval=soon", "--port", "0")).containsExactly(
                "Orderflow cannot run: the setting orderflow.checkpoints.retry-interval cannot be used: "
                        + "'soon' is not a valid duration");
    }

    /** The lines of a start that has ended with exit code 1, but for the news of what was started before. */
    private List<String> start(String flag, String... options) throws Exception {
        List<String> command = JavaProcess.command(JavaCommand.classPath(), Orderflow.class, "start",
                "--data", data.toString());
        if (!flag.isEmpty()) {
            command.add(1, flag);
        }
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = process.inputReader().lines().filter(line -> !isNews(line)).toList();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isOne();
        return lines;
    }

    private static boolean isNews(String line) {
        return line.contains(" INFO ") || line.startsWith("WARNING: ");
    }
}
