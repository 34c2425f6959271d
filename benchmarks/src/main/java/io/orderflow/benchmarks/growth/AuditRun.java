package io.orderflow.benchmarks.growth;

import io.orderflow.benchmarks.measure.JavaProcess;
import io.orderflow.platform.Orderflow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The audit of a running platform, as {@code ./run audit} starts it. */
final class AuditRun {

    private static final List<String> FLAGS = List.of("-Xmx1g", "-DORDERFLOW_LOG_LEVEL=WARN");

    private AuditRun() {}

    /**
     * Returns when the audit has ended without a breach.
     *
     * @throws IllegalStateException where the audit has found a breach, which the log shows
     */
    static void requireClean(Path data) throws IOException, InterruptedException {
        Process audit = JavaProcess.command(FLAGS, Orderflow.class, List.of("audit", "--data", data.toString()))
                .redirectErrorStream(true)
                .start();
        audit.inputReader().lines().forEach(System.err::println);
        if (audit.waitFor() != 0) {
            throw new IllegalStateException("The audit of " + data + " is not clean");
        }
    }
}
