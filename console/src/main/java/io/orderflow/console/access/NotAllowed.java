package io.orderflow.console.access;

/** The person may not do this. */
public final class NotAllowed extends RuntimeException {

    NotAllowed(String scope) {
        super("This needs the scope " + scope + ", which your sign-in does not have");
    }
}
