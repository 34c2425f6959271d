package io.orderflow.console.access;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Makes links and redirects begin with the address under which the browser knows the console, as trusted proxies tell it
 * in their {@code X-Forwarded} headers; of others these headers count for nothing. A proxy tells the prefix of the whole
 * platform, to which the console's own path is added. Of several values the last counts, which the nearest proxy wrote.
 *
 * <p>The container calls it on the threads of all requests, before every other filter. Thread-safe.
 */
final class ForwardedAddresses implements Filter {

    private static final String PREFIX = "x-forwarded-prefix";
    private static final Pattern PREFIX_FORM = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+/?");
    private static final Pattern VALUE_FORM = Pattern.compile("[A-Za-z0-9.:_\\[\\]-]+");

    private final Pattern trusted;
    private final ForwardedHeaderFilter believing = new ForwardedHeaderFilter();
    private final ForwardedHeaderFilter hiding = new ForwardedHeaderFilter();

    /** @param trusted the addresses of the proxies, as a regular expression */
    ForwardedAddresses(String trusted) {
        this.trusted = Pattern.compile(trusted);
        hiding.setRemoveOnly(true);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (trusted.matcher(request.getRemoteAddr()).matches()) {
            believing.doFilter(new TrustedRequest((HttpServletRequest) request), response, chain);
        } else {
            hiding.doFilter(request, response, chain);
        }
    }

    /** A request with the values that the nearest proxy wrote. */
    private static final class TrustedRequest extends HttpServletRequestWrapper {

        TrustedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            Enumeration<String> values = getHeaders(name);
            return values.hasMoreElements() ? values.nextElement() : null;
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            String key = name.toLowerCase(Locale.ROOT);
            if (key.equals("forwarded")) {
                return Collections.emptyEnumeration();
            }
            if (!key.startsWith("x-forwarded-")) {
                return super.getHeaders(name);
            }
            List<String> values = Collections.list(super.getHeaders(name))
                    .stream()
                    .flatMap(value -> Stream.of(value.split(",")))
                    .map(String::strip)
                    .toList();
            Pattern form = key.equals(PREFIX) ? PREFIX_FORM : VALUE_FORM;
            return values.isEmpty() || !form.matcher(values.getLast()).matches()
                    ? Collections.emptyEnumeration()
                    : Collections.enumeration(List.of(key.equals(PREFIX)
                            ? values.getLast().replaceAll("/$", "") + super.getContextPath()
                            : values.getLast()));
        }

        /** The framework expects a value of every header that there is. */
        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(Collections.list(super.getHeaderNames())
                    .stream()
                    .filter(name -> getHeaders(name).hasMoreElements())
                    .toList());
        }
    }
}
