package io.orderflow.service.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Believes the {@code X-Forwarded} headers of trusted proxies, and hides those of all others. A proxy appends what it
 * knows to what its own client claims, so the last value counts: of addresses the last that is no trusted proxy's. A
 * value that no proxy would write is hidden too. {@code Forwarded}, which proxies pass on as it came, is never believed.
 *
 * <p>The container calls it on the threads of all requests, before every filter that asks for an address. Spring's own
 * filter reads the headers that are left. Thread-safe.
 */
final class ForwardedRequests implements Filter {

    private static final String FOR = "x-forwarded-for";
    private static final String PREFIX = "x-forwarded-prefix";
    private static final String SEGMENT = "/(?!\\.{1,2}(?:[/,]|$))[A-Za-z0-9._~-]+";
    private static final Map<String, Pattern> LAST_COUNTS = Map.of(
            FOR, Pattern.compile("[A-Za-z0-9.:_\\[\\]-]+"),
            "x-forwarded-host", Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[1-9][0-9]{0,4})?"),
            "x-forwarded-port", Pattern.compile("[1-9][0-9]{0,4}"),
            "x-forwarded-proto", Pattern.compile("https?", Pattern.CASE_INSENSITIVE),
            "x-forwarded-ssl", Pattern.compile("on|off", Pattern.CASE_INSENSITIVE));
    /** Proxies behind each other each name their own prefix, which stand one before the other. */
    private static final Pattern PREFIXES = Pattern.compile("(?:%1$s)+/?(?: *, *(?:%1$s)+/?)*".formatted(SEGMENT));

    private final Pattern trusted;
    private final ForwardedHeaderFilter believing = new ForwardedHeaderFilter();
    private final ForwardedHeaderFilter hiding = new ForwardedHeaderFilter();

    /** @param trusted the addresses of the proxies, as a regular expression */
    ForwardedRequests(String trusted) {
        this.trusted = Pattern.compile(trusted);
        hiding.setRemoveOnly(true);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isTrusted(request.getRemoteAddr())) {
            believing.doFilter(new TrustedRequest((HttpServletRequest) request), response,
                    (forwarded, answer) -> chain.doFilter(forwarded, PrefixedAddresses.of(
                            ((HttpServletRequest) forwarded).getContextPath(), (HttpServletResponse) answer)));
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
            String key = name.toLowerCase(Locale.ROOT);
            Pattern wellFormed = LAST_COUNTS.get(key);
            if (wellFormed != null) {
                return Collections.enumeration(last(key).filter(wellFormed.asMatchPredicate()).stream().toList());
            }
            return switch (key) {
                case "forwarded" -> Collections.emptyEnumeration();
                case PREFIX -> Collections.enumeration(
                        Collections.list(super.getHeaders(name)).stream().filter(PREFIXES.asMatchPredicate()).toList());
                default -> super.getHeaders(name);
            };
        }

        /** The framework expects a value of every header that there is. */
        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(Collections.list(super.getHeaderNames())
                    .stream()
                    .filter(name -> getHeaders(name).hasMoreElements())
                    .toList());
        }

        private Optional<String> last(String name) {
            List<String> values = Collections.list(super.getHeaders(name));
            return values.stream()
                    .flatMap(value -> Stream.of(value.split(",")))
                    .map(String::strip)
                    .filter(value -> !name.equals(FOR) || !isTrusted(value))
                    .reduce((earlier, later) -> later);
        }
    }
}
