import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Prints which tests a build skipped, and why, one line for each module and reason. The arguments are the folder of the
 * repository and the time when the build began; reports of earlier builds do not count.
 */
final class SkippedTests {

    private static final int MODULES_AND_THEIR_REPORTS = 4;

    private SkippedTests() {}

    public static void main(String[] arguments) throws Exception {
        Instant begin = Instant.parse(arguments[1]);
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        Map<String, List<String>> classesByReason = new TreeMap<>();
        try (Stream<Path> files = Files.find(Path.of(arguments[0]), MODULES_AND_THEIR_REPORTS, (file, is) -> isReport(
                file) && is.lastModifiedTime().toInstant().isAfter(begin))) {
            for (Path report : (Iterable<Path>) files::iterator) {
                String module = report.getName(report.getNameCount() - MODULES_AND_THEIR_REPORTS).toString();
                NodeList skipped = parser.parse(report.toFile()).getElementsByTagName("skipped");
                for (int i = 0; i < skipped.getLength(); i++) {
                    Element test = (Element) skipped.item(i).getParentNode();
                    String reason = reasonOf(((Element) skipped.item(i)).getAttribute("message"));
                    classesByReason.computeIfAbsent(module + ": " + reason, key -> new ArrayList<>())
                            .add(test.getAttribute("classname").replaceFirst(".*\\.", "").replaceFirst("\\$.*", ""));
                }
            }
        }
        classesByReason.forEach((reason, classes) -> System.out.printf("Skipped in %s (%d tests of %s)%n", reason,
                classes.size(), String.join(", ", new TreeSet<>(classes))));
        System.out.println("Skipped in all: " + classesByReason.values().stream().mapToInt(List::size).sum());
    }

    /** What a condition of JUnit found comes before what the test says itself. */
    private static String reasonOf(String message) {
        return message.isBlank() ? "no reason is given" : message.replaceFirst("(?s).* ==> ", "").replace('\n', ' ');
    }

    private static boolean isReport(Path file) {
        return file.getFileName().toString().matches("TEST-.*\\.xml")
                && file.getParent().getFileName().toString().endsWith("-reports");
    }
}
