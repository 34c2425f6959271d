package io.orderflow.gateway.route;

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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Believes the {@code X-Forwarded} headers of trusted proxies, and hides those of all others. A proxy appends the
 * address of its own client to those that this one claims, so the last address that is no trusted proxy's counts.
 * {@code Forwarded}, which proxies pass on as it came, is never believed. Thread-safe.
 */
final class ForwardedRequests implements Filter {

    private static final String FOR = "X-Forwarded-For";
    private static final String FORWARDED = "Forwarded";

    private final Pattern trusted;
    private final ForwardedHeaderFilter believing = new ForwardedHeaderFilter();
    private final ForwardedHeaderFilter hiding = new ForwardedHeaderFilter();

    ForwardedRequests(String trusted) {
        this.trusted = Pattern.compile(trusted);
        hiding.setRemoveOnly(true);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isTrusted(request.getRemoteAddr())) {
            believing.doFilter(new TrustedRequest((HttpServletRequest) request), response, chain);
        } else {
            hiding.doFilter(request, response, chain);
        }
    }

    private boolean isTrusted(String address) {
        return trusted.matcher(address).matches();
    }

    /** A request of which only the trustworthy headers show. */
    private final class TrustedRequest extends HttpServletRequestWrapper {

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
            if (name.equalsIgnoreCase(FORWARDED)) {
                return Collections.emptyEnumeration();
            }
            Enumeration<String> values = super.getHeaders(name);
            return name.equalsIgnoreCase(FOR) ? Collections.enumeration(client(values)) : values;
        }

        private List<String> client(Enumeration<String> values) {
            return Collections.list(values)
                    .stream()
                    .flatMap(value -> Stream.of(value.split(",")))
                    .map(String::strip)
                    .filter(address -> !isTrusted(address))
                    .reduce((earlier, later) -> later)
                    .stream()
                    .toList();
        }
    }
}
