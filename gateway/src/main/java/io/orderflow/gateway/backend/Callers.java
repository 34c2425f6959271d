package io.orderflow.gateway.backend;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/** Who sends a request. */
public final class Callers {

    private Callers() {}

    /** Who the token names, and without one the address. */
    public static String of(HttpServletRequest request) {
        Principal caller = request.getUserPrincipal();
        return caller == null ? "at " + request.getRemoteAddr() : "as " + caller.getName();
    }
}
