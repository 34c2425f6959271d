package io.orderflow.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The expectations of all consumers, in the files {@code CONSUMER/src/main/contracts/PROVIDER/NAME.json} of the
 * repository in which the test runs.
 */
public final class Expectations {

    private static final Path CONTRACTS = Path.of("src/main/contracts");

    private Expectations() {}

    /** What any consumer expects of the provider, in the order of the files; there is at least one. */
    public static List<Expectation> of(String provider) {
        return of(root(), provider);
    }

    /** The names of all providers of whom somebody expects something. */
    public static Set<String> providers() {
        try (Stream<Path> modules = Files.list(root())) {
            return modules.map(module -> module.resolve(CONTRACTS))
                    .filter(Files::isDirectory)
                    .flatMap(Expectations::filesIn)
                    .map(provider -> provider.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Expectation> of(Path repository, String provider) {
        try (Stream<Path> modules = Files.list(repository)) {
            List<Expectation> all = modules.map(module -> module.resolve(CONTRACTS).resolve(provider))
                    .filter(Files::isDirectory)
                    .flatMap(Expectations::filesIn)
                    .filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Expectation::read)
                    .toList();
            if (all.isEmpty()) {
                throw new AssertionError("Nobody expects anything of " + provider + " in " + repository);
            }
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The folder of the repository: the nearest one above with the options of its builds. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new AssertionError("No repository around " + Path.of("").toAbsolutePath());
        }
        return folder;
    }
}
