package io.orderflow.console.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import org.unbescape.html.HtmlEscape;

/**
 * The rows of a long table as HTML. A template evaluates an expression for each value of each row, which costs a page of
 * fifty rows more than all of its answers. What is put in is escaped, but for markup. Used by one thread.
 */
public final class Html {

    private static final int USUAL_SIZE = 16_384;

    private final StringBuilder written = new StringBuilder(USUAL_SIZE);
    private final Show show;
    private final Parts parts;
    private final String root;

    /** @param root the path of the console, before those of its pages */
    public Html(Show show, String root) {
        this.show = show;
        this.parts = new Parts(show);
        this.root = root;
    }

    /** Adds markup as it is: never what comes from an answer. */
    public Html add(String markup) {
        written.append(markup);
        return this;
    }

    public Html text(@Nullable String text) {
        return text == null ? this : add(HtmlEscape.escapeHtml4Xml(text));
    }

    /** A name with its value, as in an element; nothing where the value is absent. */
    public Html attribute(String name, @Nullable String value) {
        return value == null ? this : add(" ").add(name).add("=\"").text(value).add("\"");
    }

    /**
     * A link to a page of the console.
     *
     * @param title what one reads when one points at it; absent for none
     */
    public Html link(String address, @Nullable String title, String text) {
        return add("<a").attribute("href", address).attribute("title", title).add(">").text(text).add("</a>");
    }

    public Html time(@Nullable Instant at) {
        return add(parts.time(at));
    }

    public Html status(@Nullable String state) {
        return add(parts.status(state));
    }

    /** An identifier that is a link. */
    public Html id(String value, String address) {
        return add(parts.link(value, address));
    }

    public Html change(String field, @Nullable String before, @Nullable String after) {
        return add(parts.change(field, before, after));
    }

    /** How the pages write values. */
    public Show show() {
        return show;
    }

    /**
     * The address of a page.
     *
     * @param path       its path in the console, of which each {@code {}} is filled in
     * @param segments   what is filled in
     */
    public String address(String path, String... segments) {
        StringBuilder address = new StringBuilder(root);
        int from = 0;
        for (String segment : segments) {
            int variable = path.indexOf("{}", from);
            address.append(path, from, variable).append(encoded(segment));
            from = variable + 2;
        }
        return address.append(path, from, path.length()).toString();
    }

    /** The address with a parameter; without it where the value is absent. */
    public static String with(String address, String parameter, @Nullable String value) {
        return value == null
                ? address
                : address + (address.indexOf('?') < 0 ? '?' : '&') + parameter + '=' + encoded(value);
    }

    private static String encoded(String value) {
        return UriUtils.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
