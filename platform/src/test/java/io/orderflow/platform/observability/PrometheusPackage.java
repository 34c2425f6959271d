package io.orderflow.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs of the system's package {@code prometheus}. */
final class PrometheusPackage {

    private static final int LIMIT_SECONDS = 60;

    private PrometheusPackage() {}

    static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs a program to its end, which must be a success. */
    static void run(String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        words.set(0, find(command[0]).orElseThrow().toString());
        try {
            Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("%s%n%s", words, said).isZero();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + command[0] + " runs", interrupted);
        }
    }

    /** Says loudly why a test does not run where the program is missing. */
    static String missing(String program) {
        if (find(program).isEmpty()) {
            System.err
                    .println("SKIPPED: no " + program + " is installed (the package prometheus), so the alerts and the "
                            + "metrics were not tested with it");
        }
        return "NOT RUN: needs the program " + program + ", from the package prometheus";
    }
}
