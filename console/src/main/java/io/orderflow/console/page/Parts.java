package io.orderflow.console.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.unbescape.html.HtmlEscape;

/** Writes the parts that most rows of the pages have as HTML; what is put in is escaped. Thread-safe. */
final class Parts {

    private static final String NOTHING = "<span>" + Show.NONE + "</span>";

    private final Show show;

    Parts(Show show) {
        this.show = show;
    }

    /** A time: relative, with the exact one where one points at it. */
    String time(@Nullable Instant at) {
        return at == null
                ? NOTHING
                : "<time datetime=\"" + at + "\" title=\"" + show.exact(at) + "\">" + show.relative(at) + "</time>";
    }

    /** A state: colour, sign and word say the same. */
    String status(@Nullable String state) {
        return "<span class=\"status " + show.tone(state) + "\"><span aria-hidden=\"true\">" + show.sign(state)
                + "</span> <span>" + escaped(show.words(state)) + "</span></span>";
    }

    /** An identifier, shortened, with the whole one to copy. */
    String id(@Nullable String value) {
        return value == null ? NOTHING : "<span class=\"id\">" + code(value) + copy(value) + "</span>";
    }

    /** An identifier that is a link. */
    String link(String value, String target) {
        return "<span class=\"id\"><a href=\"" + escaped(target) + "\" title=\"" + escaped(value) + "\"><code>"
                + escaped(show.shortId(value)) + "</code></a>" + copy(value) + "</span>";
    }

    /** What an event changed of a field; absent values are said to be nothing. */
    String change(String field, @Nullable String before, @Nullable String after) {
        return "<code>" + escaped(field) + "</code> " + value("del", before) + " <span aria-hidden=\"true\">→</span>"
                + "<span class=\"visually-hidden\">became</span> " + value("ins", after);
    }

    private static String value(String element, @Nullable String value) {
        return value == null
                ? "<span class=\"muted\">nothing</span>"
                : "<" + element + ">" + escaped(value) + "</" + element + ">";
    }

    private String code(String value) {
        return "<code title=\"" + escaped(value) + "\">" + escaped(show.shortId(value)) + "</code>";
    }

    private static String copy(String value) {
        String whole = escaped(value);
        return "<button type=\"button\" class=\"copy\" data-copy=\"" + whole + "\" aria-label=\"Copy " + whole
                + "\"></button>";
    }

    private static String escaped(String text) {
        return HtmlEscape.escapeHtml4Xml(text);
    }
}
