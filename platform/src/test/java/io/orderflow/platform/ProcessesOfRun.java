package io.orderflow.platform;

import io.orderflow.platform.jvm.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has the processes that tests start be those that {@code ./run} starts: with its jars, and with the archive of its
 * training run, which saves each of them half the processor time of its start. Where the module was not packaged before
 * the tests, as in an IDE, or a single test is not worth the training run, they have the class path of the tests.
 */
public final class ProcessesOfRun implements LauncherSessionListener {

    /** The folder with the built jars, which the build sets for tests that run after them. */
    private static final String BUILT = "orderflow.built";

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String built = System.getProperty(BUILT);
        if (built == null) {
            return;
        }
        Path target = Path.of(built);
        try {
            List<Path> jars = jars(target);
            Path archive = target.resolve("start-" + System.getProperty("java.runtime.version"));
            if (!isTrained(archive, jars)) {
                train(target, jars.getFirst());
            }
            System.setProperty(JavaCommand.CLASS_PATH,
                    jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
            if (Files.exists(archive) && Files.size(archive) > 0) {
                System.setProperty(JavaCommand.ARCHIVE, archive.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while ./run trains", e);
        }
    }

    /** The class path in the order of {@code ./run}, which the archive depends on. */
    private static List<Path> jars(Path target) throws IOException {
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            return Stream.concat(Stream.of(target.resolve("platform.jar")), libraries.sorted()).toList();
        }
    }

    private static boolean isTrained(Path archive, List<Path> jars) throws IOException {
        if (Files.notExists(archive)) {
            return false;
        }
        for (Path jar : jars) {
            if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(archive)) > 0) {
                return false;
            }
        }
        return true;
    }

    /** {@code ./run} trains before whatever it does. It would build first if the jar seemed older than a source. */
    private static void train(Path target, Path jar) throws IOException, InterruptedException {
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
        Path log = target.resolve("training.log");
        ProcessBuilder run = new ProcessBuilder("./run", "start", "--help").directory(target.resolve("../..").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        run.environment().put("JAVA_HOME", System.getProperty("java.home"));
        run.environment().put("LC_ALL", "C");
        int exit = run.start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("./run ended with " + exit + ", see " + log);
        }
    }
}
