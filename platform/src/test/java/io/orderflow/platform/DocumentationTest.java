package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every class, file and page that the documents name exists. Decisions (ADRs) may name what later ones have replaced. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern TYPE = Pattern.compile("(?:^|/)([A-Z][a-z0-9]+[A-Z]\\w*)(?:\\.\\w+)?(?:\\(.*\\))?$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|record|interface|enum) (\\w+)");
    private static final Pattern IMPORTED = Pattern.compile("^import (?:static )?([\\w.]+);", Pattern.MULTILINE);

    /** What other systems call something of theirs. */
    private static final Set<String> FOREIGN = Set.of("RateLimit", "GetTokenAt", "BadValue", "VmHWM",
            "AxonServerContainer",
            "SequentialPolicy", "MetaDataSequencingPolicy", "PropertySequencingPolicy");

    private static final Set<String> TYPES = new HashSet<>(FOREIGN);
    private static final Set<String> FOLDERS = new HashSet<>();
    private static final List<Path> DOCUMENTS = new ArrayList<>();

    @BeforeAll
    static void reads() throws IOException {
        try (Stream<Path> top = Files.list(ROOT)) {
            top.filter(Files::isDirectory).map(folder -> folder.getFileName().toString())
                    .filter(Predicate.not(Set.of("data", "target")::contains)).forEach(FOLDERS::add);
        }
        try (Stream<Path> files = Files.find(ROOT, 20, (path, file) -> file.isRegularFile()
                && !path.toString().matches(".*/(target|\\.git|data|adr|node_modules)/.*"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".java")) {
                    String source = Files.readString(file);
                    TYPES.addAll(found(DECLARED, source));
                    found(IMPORTED, source).forEach(name -> TYPES.addAll(List.of(name.split("\\."))));
                } else if (file.toString().endsWith(".md")) {
                    DOCUMENTS.add(file);
                }
            }
        }
    }

    private static Collection<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    @Test
    void namesClassesThatExist() throws IOException {
        List<String> unknown = new ArrayList<>();
        for (Path document : DOCUMENTS) {
            found(CODE, prose(document)).stream()
                    .flatMap(code -> found(TYPE, code).stream())
                    .filter(type -> !TYPES.contains(type))
                    .forEach(type -> unknown.add(document + ": " + type));
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void namesFilesThatExist() throws IOException {
        List<String> unknown = new ArrayList<>();
        for (Path document : DOCUMENTS) {
            found(CODE, prose(document)).stream()
                    .filter(code -> code.matches("[\\w.…-]+(/[\\w.…-]+)+/?") && !code.matches(".*/target(/.*)?")
                            && FOLDERS.contains(code.replaceFirst("/.*", "")))
                    .map(code -> code.replace("…", "src/main/java/io/orderflow"))
                    .filter(path -> Files.notExists(ROOT.resolve(path)))
                    .forEach(path -> unknown.add(document + ": " + path));
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void leadsToPagesThatExist() throws IOException {
        List<String> unknown = new ArrayList<>();
        for (Path document : DOCUMENTS) {
            for (MatchResult link : LINK.matcher(prose(document)).results().toList()) {
                Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
                if (!link.group(1).contains(":") && (Files.notExists(target)
                        || link.group(2) != null && !anchors(target).contains(link.group(2)))) {
                    unknown.add(document + ": " + link.group());
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static String prose(Path document) throws IOException {
        return BLOCK.matcher(Files.readString(document)).replaceAll("");
    }

    private static List<String> anchors(Path page) throws IOException {
        return found(HEADING, prose(page)).stream()
                .map(heading -> heading.toLowerCase().replaceAll("[^\\w\\s-]", "").replace(' ', '-'))
                .toList();
    }
}
