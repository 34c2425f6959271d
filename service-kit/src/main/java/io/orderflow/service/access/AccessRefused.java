package io.orderflow.service.access;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request brings no token that lets it in. */
final class AccessRefused extends ProblemException {

    private final @Nullable String challenge;
    private final @Nullable Duration retryAfter;

    private AccessRefused(ProblemCode code, String detail, @Nullable String challenge) {
        this(code, detail, challenge, null);
    }

    private AccessRefused(ProblemCode code, String detail, @Nullable String challenge, @Nullable Duration retryAfter) {
        super(code, detail);
        this.challenge = challenge;
        this.retryAfter = retryAfter;
    }

    static AccessRefused withoutToken() {
        return new AccessRefused(ProblemCode.UNAUTHENTICATED, "Send a token: Authorization: Bearer …",
                "Bearer realm=\"orderflow\"");
    }

    /** The reason is not told: who forges tokens would learn from it. */
    static AccessRefused invalidToken() {
        return new AccessRefused(ProblemCode.UNAUTHENTICATED, "The token is not valid, or not valid any more",
                "Bearer realm=\"orderflow\", error=\"invalid_token\"");
    }

    static AccessRefused withoutScope(Set<Scope> anyOf) {
        String scopes = anyOf.stream().map(Scope::text).sorted().collect(Collectors.joining(" "));
        return new AccessRefused(ProblemCode.FORBIDDEN, "The token needs the scope " + scopes.replace(" ", " or "),
                "Bearer realm=\"orderflow\", error=\"insufficient_scope\", scope=\"" + scopes + "\"");
    }

    static AccessRefused unknownRoute() {
        return new AccessRefused(ProblemCode.FORBIDDEN, "No token allows this", null);
    }

    static AccessRefused tooManyInvalid(Duration retryAfter) {
        return new AccessRefused(ProblemCode.RATE_LIMITED, "Too many tokens from this address were not valid; "
                + "this one was not checked, and nothing was done", null, retryAfter);
    }

    /** The issuer's key is not known, because the issuer does not answer. */
    static AccessRefused issuerAway() {
        return new AccessRefused(ProblemCode.ISSUER_UNAVAILABLE,
                "The token cannot be checked now; nothing was done, try again shortly", null);
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The value of {@code WWW-Authenticate}; absent where another token would not help. */
    @Nullable
    String challenge() {
        return challenge;
    }
}
