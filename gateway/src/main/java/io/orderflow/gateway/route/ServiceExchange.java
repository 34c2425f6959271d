package io.orderflow.gateway.route;

import io.orderflow.gateway.backend.BackendAnswer;
import io.orderflow.gateway.backend.BackendFailure;
import io.orderflow.gateway.backend.BackendRequest;
import io.orderflow.gateway.backend.Callers;
import io.orderflow.gateway.backend.RequestKind;
import io.orderflow.gateway.backend.ServiceRefusal;
import io.orderflow.gateway.backend.Services;
import io.orderflow.gateway.migration.Migrations;
import io.orderflow.service.access.VerifiedToken;
import io.orderflow.service.web.BufferedRequest;
import io.orderflow.service.web.Preferences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.WebUtils;

/**
 * Passes requests on to services, and their answers back. Spring Cloud Gateway calls it on the thread of each request,
 * with the headers that are left after its own filters, and later lets the answer be written on the same thread. Its
 * own exchanges buffer and drain answers, and have one time limit for all routes. Thread-safe.
 */
final class ServiceExchange implements ProxyExchange {

    private static final byte[] NO_BODY = {};
    private static final String PAGES = "/swagger-ui/";
    /** How much longer than its token an event stream may last, so that the service is first to end it. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Services services;
    private final Migrations migrations;
    private final AllowedMethods methods;
    private final Problems problems;

    ServiceExchange(Services services, Migrations migrations, AllowedMethods methods, Problems problems) {
        this.services = services;
        this.migrations = migrations;
        this.methods = methods;
        this.problems = problems;
    }

    @Override
    public ServerResponse exchange(Request request) {
        HttpServletRequest asked = request.getServerRequest().servletRequest();
        Call call = Call.of(request.getServerRequest());
        String hidden = asked.getContextPath() + call.below();
        BackendRequest sent = new BackendRequest(asked.getMethod(), target(asked, hidden),
                ForwardedHeaders.of(request.getHeaders(), asked, hidden), body(asked), timeout(call, asked));
        try {
            BackendAnswer answer = migrations.of(asked.getRequestURI().substring(asked.getContextPath().length()))
                    .map(migration -> migration.ask(sent, Callers.of(asked), () -> services.ask(call.services(), sent)))
                    .orElseGet(() -> services.ask(call.services(), sent));
            if (call.below().isEmpty() && AllowedMethods.areToldBy(answer, sent.method())) {
                Set<String> allowed = methods.of(sent);
                if (sent.method().equals(AllowedMethods.OPTIONS) && !allowed.isEmpty()) {
                    // The service that was asked first may know nothing of the path.
                    answer.abort();
                    return GatewayServerResponse.ok().header(HttpHeaders.ALLOW, String.join(",", allowed)).build();
                }
                answer.allow(allowed);
            }
            return GatewayServerResponse.status(answer.status()).build((same, client) -> {
                passOn(answer, call, asked, client);
                return null;
            });
        } catch (ServiceRefusal refused) {
            return problems.answer(refused);
        } catch (BackendFailure brokenOff) {
            return problems.answer(ServiceRefusal.after(brokenOff, call.title(), sent.isRead()));
        }
    }

    private void passOn(BackendAnswer answer, Call call, HttpServletRequest asked, HttpServletResponse client)
            throws IOException {
        Map<String, List<String>> own = client.getHeaderNames()
                .stream()
                .collect(Collectors.toMap(name -> name, name -> List.copyOf(client.getHeaders(name)),
                        (same, again) -> same));
        if (asked.getUserPrincipal() instanceof VerifiedToken token && answer.isEventStream()) {
            // The service ends the stream by itself at that moment.
            answer.endAfter(Duration.between(Instant.now(), token.countsUntil()).plus(GRACE));
        }
        try {
            answer.passOn(client, path -> publicPath(path, call.below(), asked.getContextPath()));
        } catch (BackendFailure brokenOff) {
            // What the service has said of its answer does not hold for the problem.
            client.reset();
            own.forEach((name, values) -> values.forEach(value -> client.addHeader(name, value)));
            problems.write(ServiceRefusal.after(brokenOff, call.title(), RequestKind.isRead(asked.getMethod())), asked,
                    client);
        }
    }

    /** A service knows the whole prefix, and its page on the description writes it by itself. */
    private static String publicPath(String path, String below, String prefix) {
        return path.startsWith(prefix + below + PAGES) ? path.substring(prefix.length()) : below + path;
    }

    /** The path as the service knows it, and the query, both with the very characters that the client sent. */
    private static String target(HttpServletRequest asked, String hidden) {
        String path = asked.getRequestURI().substring(hidden.length());
        String query = asked.getQueryString();
        return (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private static byte[] body(HttpServletRequest asked) {
        BufferedRequest buffered = WebUtils.getNativeRequest(asked, BufferedRequest.class);
        return buffered == null ? NO_BODY : buffered.body();
    }

    private static Duration timeout(Call call, HttpServletRequest asked) {
        @Nullable
        Duration patience = Preferences.read(asked.getHeaders(Preferences.HEADER)).patience();
        return patience == null ? call.timeout() : call.timeout().plus(patience);
    }
}
