package io.orderflow.platform;

import java.util.List;

/** A page of the console, by the name of its picture. */
record ConsolePage(String name, String path) {

    /** All pages, with something to show on each. */
    static List<ConsolePage> all() {
        return List.of(new ConsolePage("overview", "/"),
                new ConsolePage("orders", "/orders"), new ConsolePage("order", "/orders/sample-1"),
                new ConsolePage("order-failed", "/orders/sample-3?view=timeline"),
                new ConsolePage("causes", "/orders/sample-1/causes"), new ConsolePage("place", "/place"),
                new ConsolePage("sagas", "/sagas"), new ConsolePage("saga", "/sagas/sample-2"),
                new ConsolePage("deadlines", "/deadlines"), new ConsolePage("projections", "/projections"),
                new ConsolePage("projection", "/projections/orders"),
                new ConsolePage("dead-letters", "/dead-letters"), new ConsolePage("ledger", "/ledger"),
                new ConsolePage("account", "/ledger/accounts/ada"), new ConsolePage("events", "/events"),
                new ConsolePage("event", "/events/3"), new ConsolePage("server", "/server"));
    }
}
