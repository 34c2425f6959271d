package io.orderflow.service.web;

import io.orderflow.service.command.IfMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code If-Match} as RFC 9110 has it: {@code *}, or a list of entity tags. */
final class EntityTags {

    private static final Pattern ELEMENT = Pattern
            .compile("[ \\t]*(?:(?<weak>W/)?\"(?<tag>[!#-~\\x80-\\xff]*)\")?[ \\t]*(?:,|$)");
    private static final Pattern VERSION = Pattern.compile("0|[1-9]\\d{0,18}");

    private EntityTags() {}

    /**
     * Keeps the tags that a version of ours can have. The comparison is a strong one, in which a weak tag equals none.
     *
     * @throws InvalidIfMatch where it is neither
     */
    static IfMatch parse(String header) {
        if (header.strip().equals("*")) {
            return IfMatch.any();
        }
        List<String> versions = new ArrayList<>();
        boolean anyTag = false;
        Matcher element = ELEMENT.matcher(header);
        for (int end = 0; end < header.length(); end = element.end()) {
            if (!element.find(end) || element.start() != end) {
                throw new InvalidIfMatch(header);
            }
            String tag = element.group("tag");
            anyTag |= tag != null;
            if (tag != null && element.group("weak") == null && VERSION.matcher(tag).matches()) {
                versions.add(tag);
            }
        }
        if (!anyTag) {
            throw new InvalidIfMatch(header);
        }
        return IfMatch.oneOf(versions);
    }
}
