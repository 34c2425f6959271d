package io.orderflow.console.access;

import java.util.Set;

/**
 * The person who looks at a page.
 *
 * @param name       what the issuer calls the person
 * @param identified whether the person has signed in; otherwise anybody on this machine may do everything
 * @param scopes     what the person's token allows
 */
public record Viewer(String name, boolean identified, Set<String> scopes) {

    static final Viewer ON_THIS_MACHINE = new Viewer("this machine", false, Set.of());

    /** Whether an action that needs this scope is offered. */
    public boolean can(String scope) {
        return !identified || scopes.contains(scope);
    }

    /** @throws NotAllowed where the person's token lacks the scope */
    public void require(String scope) {
        if (!can(scope)) {
            throw new NotAllowed(scope);
        }
    }
}
