package io.orderflow.platform;

import java.util.List;

/** A page of the console, by the name of its picture. */
record ConsolePage(String name, String path) {

    /** The pages of a platform on which all is well, with something to show on each. */
    static List<ConsolePage> all() {
        return List.of(new ConsolePage("overview", "/"),
                new ConsolePage("orders", "/orders"), new ConsolePage("order", "/orders/sample-1"),
                new ConsolePage("order-failed", "/orders/sample-3?view=timeline"),
                new ConsolePage("order-raw", "/orders/sample-1?view=raw"),
                new ConsolePage("sign-in", "/sign-in"), new ConsolePage("signed-out", "/signed-out"),
                new ConsolePage("causes", "/orders/sample-1/causes"), new ConsolePage("place", "/place"),
                new ConsolePage("sagas", "/sagas"), new ConsolePage("saga", "/sagas/sample-2"),
                new ConsolePage("deadlines", "/deadlines"), new ConsolePage("projections", "/projections"),
                new ConsolePage("projection", "/projections/orders"),
                new ConsolePage("dead-letters", "/dead-letters"), new ConsolePage("ledger", "/ledger"),
                new ConsolePage("account", "/ledger/accounts/ada"), new ConsolePage("events", "/events"),
                new ConsolePage("event", "/events/3"), new ConsolePage("server", "/server"));
    }

    /** The pages that tell of an order that is stuck, and of what operators do. */
    static List<ConsolePage> ofTrouble(StuckOrder stuck) {
        return List.of(new ConsolePage("overview-trouble", "/"), new ConsolePage("order-stuck", "/orders/stuck"),
                new ConsolePage("sagas-stuck", "/sagas?status=ACTIVE&waitingFor=stock"),
                new ConsolePage("saga-stuck", "/sagas/stuck"),
                new ConsolePage("saga-batch-preview", "/saga-batches/new?action=retry&status=ACTIVE&waitingFor=stock"),
                new ConsolePage("saga-batches", "/saga-batches"),
                new ConsolePage("saga-batch", "/saga-batches/" + stuck.sagaBatch()),
                new ConsolePage("deadlines-waiting", "/deadlines"),
                new ConsolePage("projection-rebuilt", "/projections/customers"),
                new ConsolePage("dead-letters-waiting", "/dead-letters"),
                new ConsolePage("dead-letter", "/dead-letters/" + stuck.letterPath()),
                new ConsolePage("dead-letters-preview", "/dead-letters/retry"),
                new ConsolePage("dead-letters-given-up", "/given-up/orders"),
                new ConsolePage("dead-letter-batches", "/dead-letter-batches"),
                new ConsolePage("dead-letter-batch", "/dead-letter-batches/" + stuck.letterBatch()),
                new ConsolePage("rebuild", "/rebuilds/" + stuck.rebuild()),
                new ConsolePage("order-past", "/orders/sample-1?asOf=60"));
    }
}
