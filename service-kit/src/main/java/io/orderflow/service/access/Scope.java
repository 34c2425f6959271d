package io.orderflow.service.access;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a token allows. */
public enum Scope {

    /** Registers customers, and changes their names and addresses. */
    CUSTOMERS_WRITE("customers:write"),
    /** Reads orders, customers and the catalogue. */
    ORDERS_READ("orders:read"),
    /** Places and cancels orders. */
    ORDERS_WRITE("orders:write"),
    /** Lists products, changes prices and receives goods. */
    STOCK_WRITE("stock:write"),
    /** Reads accounts and statements. */
    LEDGER_READ("ledger:read"),
    /** Opens and closes accounts, and moves money. */
    LEDGER_WRITE("ledger:write"),
    /**
     * Runs the platform and serves its customers: what the other scopes allow, it allows for whatever belongs to any
     * customer. By itself it does not stand for another scope.
     */
    OPERATIONS("operations");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** The name in a token. */
    public String text() {
        return text;
    }

    /** The scopes of these names; a token may have others, which mean nothing here. */
    static Set<Scope> named(Stream<String> names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        names.map(Scope::named).flatMap(Optional::stream).forEach(scopes::add);
        return scopes;
    }

    private static Optional<Scope> named(String name) {
        return Stream.of(values()).filter(scope -> scope.text.equals(name)).findFirst();
    }
}
