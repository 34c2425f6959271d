package io.orderflow.service.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Writes the prefix, by which a proxy has been asked, before the paths in {@code Location} and {@code Link}. Whoever
 * works on the answer before it is sent, such as the filter that keeps it for a repeat, sees them without: the repeat
 * may come by another way. springdoc writes the prefix into the address of its page by itself. Used by one thread.
 */
final class PrefixedAddresses extends HttpServletResponseWrapper {

    private static final Pattern TARGET = Pattern.compile("<(?=/[^/])");
    private static final String PAGES = "/swagger-ui/";

    private final String prefix;

    private PrefixedAddresses(String prefix, HttpServletResponse response) {
        super(response);
        this.prefix = prefix;
    }

    /** The same answer where there is no prefix. */
    static HttpServletResponse of(String prefix, HttpServletResponse response) {
        return prefix.isEmpty() ? response : new PrefixedAddresses(prefix, response);
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        super.setHeader(name, value == null ? null : prefixed(name, value));
    }

    @Override
    public void addHeader(String name, String value) {
        super.addHeader(name, prefixed(name, value));
    }

    @Override
    public @Nullable String getHeader(String name) {
        String value = super.getHeader(name);
        return value == null ? null : plain(name, value);
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return super.getHeaders(name).stream().map(value -> plain(name, value)).toList();
    }

    private String prefixed(String name, String value) {
        if (name.equalsIgnoreCase(HttpHeaders.LOCATION)) {
            boolean isPath = value.startsWith("/") && !value.startsWith("//");
            return isPath && !value.startsWith(prefix + PAGES) ? prefix + value : value;
        }
        return name.equalsIgnoreCase(HttpHeaders.LINK)
                ? TARGET.matcher(value).replaceAll(Matcher.quoteReplacement("<" + prefix))
                : value;
    }

    private String plain(String name, String value) {
        if (name.equalsIgnoreCase(HttpHeaders.LOCATION)) {
            return value.startsWith(prefix + "/") ? value.substring(prefix.length()) : value;
        }
        return name.equalsIgnoreCase(HttpHeaders.LINK) ? value.replace("<" + prefix + "/", "</") : value;
    }
}
