package io.orderflow.benchmarks.order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The processor time, of the user and of the system, that a JVM has used, without that of its compilers, which work
 * less and less while it runs and in each JVM otherwise. It needs Linux's {@code /proc}. Immutable.
 */
record ProcessorTime(long pid) {

    /** A tick of the kernel's accounts, which is the same on all systems of today. */
    private static final Duration TICK = Duration.ofMillis(10);
    /** The fields after the name of the thread, which is in parentheses and may contain spaces. */
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final List<String> COMPILERS = List.of("C1 CompilerThre", "C2 CompilerThre");

    /** Settings of the JVM, as variables of its environment, with which no compiler's thread ends and takes its time along. */
    static final Map<String, String> SETTINGS = Map.of("JDK_JAVA_OPTIONS", "-XX:-UseDynamicNumberOfCompilerThreads");

    /** The time that is used until now. */
    Duration used() {
        Path process = Path.of("/proc", String.valueOf(pid));
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            long compilers = threads.filter(ProcessorTime::isCompiler)
                    .map(thread -> read(thread.resolve("stat")))
                    .mapToLong(ProcessorTime::ticks)
                    .sum();
            return TICK.multipliedBy(ticks(read(process.resolve("stat"))) - compilers);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static boolean isCompiler(Path thread) {
        try {
            return COMPILERS.contains(Files.readString(thread.resolve("comm")).strip());
        } catch (IOException ended) {
            // Other threads come and go all the time; a compiler's stays.
            return false;
        }
    }

    private static String read(Path stat) {
        try {
            return Files.readString(stat);
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    private static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
    }
}
