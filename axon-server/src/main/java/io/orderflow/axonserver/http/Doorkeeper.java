package io.orderflow.axonserver.http;

import com.sun.net.httpserver.Headers;
import io.orderflow.axonserver.access.AccessToken;
import io.orderflow.axonserver.access.AccessToken.Verdict;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets those in who may call. Where a token is set, it decides. Where none is, only this machine can call; but a page in
 * a browser on this machine could too, under a name that its owner made to point here, so the name has to be ours.
 */
record Doorkeeper(Optional<AccessToken> token, String host) {

    private static final String BEARER = "Bearer ";

    /** @throws HttpProblem where the caller may not */
    void admit(Headers headers) {
        if (token.isEmpty()) {
            requireOwnName(headers.getFirst("Host"));
            return;
        }
        Verdict verdict = token.get().check(tokenIn(headers));
        if (verdict != Verdict.ADMITTED) {
            throw new HttpProblem(401, verdict == Verdict.MISSING
                    ? "[AXONIQ-1000] The header " + AccessToken.HEADER + " is missing"
                    : "[AXONIQ-1001] The token is not valid", Map.of("WWW-Authenticate", AccessToken.HEADER));
        }
    }

    /** The token in the header of Axon Server or, from tools that cannot send that, in the one of HTTP itself. */
    private static @Nullable String tokenIn(Headers headers) {
        String own = headers.getFirst(AccessToken.HEADER);
        String general = headers.getFirst("Authorization");
        return own == null && general != null && general.startsWith(BEARER)
                ? general.substring(BEARER.length())
                : own;
    }

    private void requireOwnName(@Nullable String header) {
        String name = header == null ? "" : header.replaceFirst(":\\d*$", "");
        if (!name.isEmpty() && !name.equalsIgnoreCase("localhost") && !name.equalsIgnoreCase(host)
                && !name.equals("[::1]") && !name.matches("127(\\.\\d{1,3}){3}")) {
            throw new HttpProblem(403, "This server does not go by the name " + name);
        }
    }
}
