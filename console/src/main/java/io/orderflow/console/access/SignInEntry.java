package io.orderflow.console.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Sends a person who has not signed in to the issuer. A part of a page that is fetched tells its page to load anew, since
 * it cannot follow to another host. Stateless.
 */
final class SignInEntry implements AuthenticationEntryPoint {

    static final String PATH = "/oauth2/authorization/" + SignInConfiguration.ISSUER;
    private static final String LOCALHOST = "localhost";

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        send(request, response);
    }

    static void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Refresh", "true");
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else if (request.getServerName().equalsIgnoreCase(LOCALHOST)) {
            // Issuers send a browser back to the address of this machine only by number (RFC 8252, section 8.3).
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            response.sendRedirect(request.getRequestURL().toString().replaceFirst("//localhost", "//127.0.0.1")
                    + query);
        } else {
            response.sendRedirect(request.getContextPath() + PATH);
        }
    }
}
