package io.orderflow.service.access;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets requests in whose token has a scope of their route, and lets the thread work for its caller meanwhile. It comes
 * before every filter that works for a request, so that who is refused costs little and learns nothing.
 *
 * <p>The container calls it on the thread of each request. That thread handles the request to its end, so that the
 * caller is known to all that is done for it. Thread-safe.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class TokenFilter extends OncePerRequestFilter {

    /** As RFC 6750 writes it. */
    private static final Pattern BEARER = Pattern.compile("Bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

    private final TokenVerifier tokens;
    private final RefusedTokens refused;
    private final RouteTable table;
    private final RefusalLog log;
    private final HandlerExceptionResolver problems;

    TokenFilter(TokenVerifier tokens, RefusedTokens refused, RouteTable table, RefusalLog log,
            HandlerExceptionResolver problems) {
        this.tokens = tokens;
        this.refused = refused;
        this.table = table;
        this.log = log;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        VerifiedToken token = null;
        try {
            token = tokenOf(request);
            requireAllowed(request, token);
        } catch (AccessRefused refused) {
            refuse(request, response, token, refused);
            return;
        }
        if (token == null) {
            chain.doFilter(request, response);
            return;
        }
        // What one caller may see, no cache may show to another.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        Caller.begin(token.caller());
        try {
            chain.doFilter(new IdentifiedRequest(request, token), response);
        } finally {
            Caller.end();
        }
        noteRefusal(request, response, token);
    }

    /** The scope opens the route, and what comes after this filter may refuse the request all the same. */
    private void noteRefusal(HttpServletRequest request, HttpServletResponse response, VerifiedToken token) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == HttpStatus.FORBIDDEN) {
            log.write(request, token.getName(), ProblemCode.FORBIDDEN, "refused where it was handled");
        } else if (status == HttpStatus.NOT_FOUND && token.caller().owner() != null) {
            // Whoever tries out what other customers have gets this answer to each attempt.
            log.write(request, token.getName(), ProblemCode.NOT_FOUND, "the caller has nothing of this name");
        } else if (status == HttpStatus.TOO_MANY_REQUESTS) {
            log.write(request, token.getName(), ProblemCode.RATE_LIMITED, "sent too many requests");
        }
    }

    private @Nullable VerifiedToken tokenOf(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.isEmpty()) {
            return null;
        }
        Matcher bearer = BEARER.matcher(headers.getFirst());
        if (headers.size() > 1 || !bearer.matches()) {
            throw AccessRefused.invalidToken();
        }
        return verified(bearer.group(1), request.getRemoteAddr());
    }

    private VerifiedToken verified(String token, String address) {
        try {
            return tokens.verify(token, () -> refused.requireFewFrom(address));
        } catch (AccessRefused notValid) {
            if (notValid.code() == ProblemCode.UNAUTHENTICATED) {
                refused.add(address);
            }
            throw notValid;
        }
    }

    private void requireAllowed(HttpServletRequest request, @Nullable VerifiedToken token) {
        Set<Scope> anyOf = table.scopesOf(request).orElse(null);
        if (anyOf != null && anyOf.isEmpty()) {
            return;
        }
        if (token == null) {
            throw AccessRefused.withoutToken();
        }
        if (anyOf == null) {
            throw AccessRefused.unknownRoute();
        }
        if (!token.allows(anyOf)) {
            throw AccessRefused.withoutScope(anyOf);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, @Nullable VerifiedToken token,
            AccessRefused refused) {
        if (token == null) {
            log.write(request, refused);
        } else {
            log.write(request, token.getName(), refused.code(), String.valueOf(refused.getMessage()));
        }
        if (refused.challenge() != null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, refused.challenge());
        }
        // A body is not read, so no other request can follow on this connection.
        if (request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        problems.resolveException(request, response, null, refused);
    }

    /** A request that knows its caller. */
    private static final class IdentifiedRequest extends HttpServletRequestWrapper {

        private final VerifiedToken token;

        IdentifiedRequest(HttpServletRequest request, VerifiedToken token) {
            super(request);
            this.token = token;
        }

        @Override
        public String getRemoteUser() {
            return token.getName();
        }

        @Override
        public Principal getUserPrincipal() {
            return token;
        }

        @Override
        public boolean isUserInRole(String role) {
            return token.scopes().stream().anyMatch(scope -> scope.text().equals(role));
        }
    }
}
