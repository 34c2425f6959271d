package io.orderflow.axonserver.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What Surefire wrote about a class of tests. */
final class SurefireReport {

    private SurefireReport() {}

    /** The failure of each test, empty where it has none. */
    static Stream<Map.Entry<String, String>> results(Path file) {
        try {
            NodeList tests = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile())
                    .getElementsByTagName("testcase");
            return IntStream.range(0, tests.getLength()).mapToObj(i -> (Element) tests.item(i))
                    .map(test -> Map.entry(test.getAttribute("classname").replaceAll(".*\\.", "") + '.'
                            + test.getAttribute("name"), failure(test)));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("Cannot read " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static String failure(Element test) {
        return Stream.of("failure", "error", "skipped").map(test::getElementsByTagName)
                .filter(found -> found.getLength() > 0)
                .map(found -> found.item(0).getTextContent() + ' ')
                .findFirst().orElse("");
    }
}
