package io.orderflow.service.access;

import io.orderflow.service.message.Caller;
import java.security.Principal;
import java.time.Instant;
import java.util.Set;

/**
 * What a valid token says: who calls, what the caller may do, and for how long. It is the principal of the request.
 *
 * @param countsFrom  the first moment at which the token counts, with the tolerance for clocks that differ
 * @param expiresAt   when the token expires, as it says itself
 * @param countsUntil the last moment at which the token counts, which is later by the tolerance
 */
public record VerifiedToken(Caller caller, Set<Scope> scopes, Instant countsFrom, Instant expiresAt,
        Instant countsUntil) implements Principal {

    boolean allows(Set<Scope> anyOf) {
        return anyOf.equals(RouteTable.ANY_TOKEN) || anyOf.stream().anyMatch(scopes::contains);
    }

    boolean countsAt(Instant now) {
        return !now.isBefore(countsFrom) && !now.isAfter(countsUntil);
    }

    /** When an answer that has no end of its own has to end: when the token expires or, where it has, soon after. */
    public Instant endOfAnswerBegunAt(Instant now) {
        return now.isBefore(expiresAt) ? expiresAt : countsUntil;
    }

    @Override
    public String getName() {
        return caller.subject();
    }
}
