package io.orderflow.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The requests of the platform that the sources of the console make, each as {@code POST /orders/{orderId}/shipment}. They
 * are all made by {@code ApiRequest}, whose first argument is the path: a text, constants, or one of few words that stand
 * for several texts.
 */
final class CallsInSources {

    private static final Path SOURCES = Path.of("src/main/java/io/orderflow/console");
    private static final Pattern CALL = Pattern.compile("ApiRequest\\s*\\.(get|post|put|delete)\\(");
    /** Where the words are that stand for several texts: the file, and the texts in it. */
    private static final Map<String, Words> WORDS = Map.of(
            "kind.path()", new Words("batch/BatchKind.java", "new BatchKind\\(\"([^\"]+)\""),
            "intervention.route()", new Words("sagas/Intervention.java", "(?:RETRY|SKIP|[A-Z]+)\\(\"([^\"]+)\""),
            "action", new Words("server/ServerController.java", "ACTIONS = Set.of\\(([^)]*)\\)"),
            "movement", new Words("ledger/AccountPageController.java", "\\{movement:([^}]*)}"),
            "path", new Words("api/ApiSettings.java", "@DefaultValue\\(\"([^\"]+)\"\\) List<String> metrics"));

    private record Words(String file, String pattern) {

        List<String> all() {
            List<String> all = Pattern.compile(pattern).matcher(read(SOURCES.resolve(file))).results()
                    .flatMap(found -> Stream.of(found.group(1).split("[|,]")))
                    .map(word -> word.strip().replace("\"", ""))
                    .toList();
            if (all.isEmpty()) {
                throw new AssertionError("There is no " + pattern + " in " + file);
            }
            return all;
        }
    }

    private CallsInSources() {}

    static Set<String> all() {
        Set<String> calls = new TreeSet<>();
        sources().forEach(source -> calls.addAll(callsOf(source)));
        return calls;
    }

    /** The sources outside of the package that sends the requests. */
    static List<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(SOURCES.resolve("api")))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> callsOf(Path source) {
        String text = read(source);
        List<String> calls = new ArrayList<>();
        for (MatchResult call : CALL.matcher(text).results().toList()) {
            String method = call.group(1).toUpperCase();
            texts(firstArgument(text, call.end()), text, source).forEach(path -> calls.add(method + " " + path));
        }
        return calls;
    }

    /** The source of the argument that begins there: up to a comma or a closing bracket of its own. */
    private static String firstArgument(String text, int start) {
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && depth == 0 && (c == ',' || c == ')')) {
                return text.substring(start, i).strip();
            } else if (!quoted && (c == '(' || c == ')')) {
                depth += c == '(' ? 1 : -1;
            }
        }
        throw new AssertionError("No end of " + text.substring(start));
    }

    /** Each text that the expression may have. */
    private static List<String> texts(String expression, String text, Path source) {
        Matcher choice = Pattern.compile("[^?]+\\?([^:]+):(.+)").matcher(expression);
        if (choice.matches()) {
            List<String> either = new ArrayList<>(texts(choice.group(1), text, source));
            either.addAll(texts(choice.group(2), text, source));
            return either;
        }
        List<String> texts = List.of("");
        for (String part : expression.split("\\+")) {
            List<String> longer = new ArrayList<>();
            for (String end : textsOfPart(part.strip(), text, source)) {
                texts.forEach(begin -> longer.add(begin + end));
            }
            texts = longer;
        }
        return texts;
    }

    private static List<String> textsOfPart(String part, String text, Path source) {
        if (part.startsWith("\"")) {
            return List.of(part.substring(1, part.length() - 1));
        }
        Matcher constant = Pattern.compile("String " + Pattern.quote(part) + " = ([^;]+);").matcher(text);
        if (constant.find()) {
            return texts(constant.group(1), text, source);
        }
        Words words = WORDS.get(part);
        if (words == null) {
            throw new AssertionError("Nobody can tell which requests " + source + " makes by " + part
                    + ": write a text, or name here where its texts are");
        }
        return words.all();
    }
}
