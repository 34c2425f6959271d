package io.orderflow.platform.observability;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of the system's package {@code prometheus}. */
final class PrometheusPackage {

    private PrometheusPackage() {}

    static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
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
