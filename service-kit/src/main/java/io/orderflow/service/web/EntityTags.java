package io.orderflow.service.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code If-Match} and {@code If-None-Match} as RFC 9110 has them: {@code *}, or a list of entity tags.
 *
 * <p>A tag of ours begins with a version: {@code "15"} is the tag in answers to commands, {@code "15.q2hXv0Jm1d8ZkN3c"}
 * the tag in answers to queries ({@link RepresentationTags}). For a change only the version counts. It identifies the
 * aggregate's state exactly, whatever a proxy has done to the bytes, so a tag that a proxy has weakened, as for a
 * compressed answer, counts as well; the strong comparison that the standard asks for would refuse our own tag.
 *
 * <p>Spring's {@code ETag.parse} skips the parts that it cannot read: of {@code "3" "4"} or {@code *, "3"} it returns a
 * part, and the client would get a change that it did not ask for. Here such a header is refused.
 */
final class EntityTags {

    private static final String ANY = "*";
    private static final Pattern ELEMENT = Pattern
            .compile("[ \\t]*(?:(?:W/)?\"(?<tag>[!#-~\\x80-\\xff]*)\")?[ \\t]*(?:,|$)");
    private static final Pattern OURS = Pattern.compile("(0|[1-9]\\d{0,18})(?:\\.[A-Za-z0-9_-]{1,64})?");

    private EntityTags() {}

    /**
     * Reads the condition of a change: {@code *}, or the versions that the tags of ours name, with commas between.
     *
     * @param name the name of the header, for the refusal
     * @throws InvalidIfMatch where it is neither
     */
    static String versions(String name, String header) {
        if (header.strip().equals(ANY)) {
            return ANY;
        }
        List<String> tags = tags(header).orElseThrow(() -> new InvalidIfMatch(name, header));
        return tags.stream()
                .map(OURS::matcher)
                .filter(Matcher::matches)
                .map(tag -> tag.group(1))
                .reduce((one, other) -> one + "," + other)
                .orElse("");
    }

    /** Whether one of these headers names the tag, in the weak comparison. An unreadable header names nothing. */
    static boolean anyIs(String tag, List<String> headers) {
        return headers.stream()
                .anyMatch(header -> header.strip().equals(ANY) || tags(header).orElse(List.of()).contains(tag));
    }

    /** The tags of a header; empty where it is no list of tags. */
    private static Optional<List<String>> tags(String header) {
        List<String> tags = new ArrayList<>();
        Matcher element = ELEMENT.matcher(header);
        for (int end = 0; end < header.length(); end = element.end()) {
            if (!element.find(end) || element.start() != end) {
                return Optional.empty();
            }
            if (element.group("tag") != null) {
                tags.add(element.group("tag"));
            }
        }
        return tags.isEmpty() ? Optional.empty() : Optional.of(tags);
    }
}
