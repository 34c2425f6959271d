package io.orderflow.service.access;

import io.orderflow.service.message.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Keeps web pages away from a process that asks nobody who they are. Such a process listens on the loopback interface
 * only, but a browser on this machine carries the requests of any page to it. A page that was loaded from another
 * origin is known by its {@code Origin}. A page whose name was pointed to this machine afterwards (DNS rebinding) is
 * known by its {@code Host}. A client without a browser that leaves {@code Host} out, as HTTP/1.0 allows, is let in. What
 * a proxy on this machine tells of its own client, its address and the name by which it came, has to be of this machine
 * as well.
 *
 * <p>The container calls it on the threads of all requests, before anything else is done for a request: it has no
 * state.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class LocalRequestsFilter extends OncePerRequestFilter {

    private static final Pattern THIS_MACHINE = Pattern.compile(
            "(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]|\\[(?:0:){7}1])(?::[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

    private final List<String> allowedOrigins;
    private final RefusalLog log;
    private final HandlerExceptionResolver problems;

    /** @param allowedOrigins the other origins whose pages may send requests */
    LocalRequestsFilter(List<String> allowedOrigins, RefusalLog log, HandlerExceptionResolver problems) {
        this.allowedOrigins = allowedOrigins;
        this.log = log;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ProblemException foreign = problemOf(request);
        if (foreign == null) {
            chain.doFilter(request, response);
        } else {
            log.write(request, foreign);
            // A body is not read, so no other request can follow on this connection.
            response.setHeader(HttpHeaders.CONNECTION, "close");
            problems.resolveException(request, response, null, foreign);
        }
    }

    private @Nullable ProblemException problemOf(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        if (host != null && !(isThisMachine(host) && isThisMachine(request.getServerName()))) {
            return new ForeignRequest(
                    "Host must name this machine, as localhost does: without identity nothing else is answered");
        }
        if (!isThisMachine(bracketed(request.getRemoteAddr()))) {
            return new ForeignRequest("A proxy tells that the client is on another machine: without identity nobody "
                    + "else is answered");
        }
        String own = originOf(request);
        boolean local = Collections.list(request.getHeaders(HttpHeaders.ORIGIN))
                .stream()
                .allMatch(origin -> origin.equalsIgnoreCase(own) || allowedOrigins.contains(origin));
        return local ? null : ForeignRequest.fromPage();
    }

    /** The name of the server may be another than in {@code Host}, where a gateway says by which one it was reached. */
    private static boolean isThisMachine(String host) {
        return THIS_MACHINE.matcher(host).matches();
    }

    /** The container names an address of IPv6 without brackets, and a proxy with them. */
    private static String bracketed(String address) {
        return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    private static String originOf(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }
}
