package io.orderflow.service.access;

import io.orderflow.service.message.Caller;
import java.util.Set;

/** What a valid token says: who calls, and what the caller may do. */
record VerifiedToken(Caller caller, Set<Scope> scopes) {

    boolean allows(Set<Scope> anyOf) {
        return anyOf.equals(RouteTable.ANY_TOKEN) || anyOf.stream().anyMatch(scopes::contains);
    }
}
