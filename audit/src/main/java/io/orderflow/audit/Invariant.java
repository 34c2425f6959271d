package io.orderflow.audit;

/** The invariants that an audit checks, each with the unit that it counts. */
public enum Invariant {

    LOG_UNBROKEN("the log has no gap", "events"),
    EVENTS_READABLE("every event can be read", "events"),
    SEQUENCES_UNBROKEN("each aggregate's sequence is unbroken", "aggregates"),
    REQUESTS_ANSWERED_ONCE("a request has one answer and makes one order", "requests"),
    CHECKPOINTS_OF_THIS_LOG("each checkpoint is of this log, and not beyond its end", "checkpoints"),
    ORDERS_HAVE_PROCESSES("every placed order that the saga manager has handled has a process", "orders"),
    REQUESTS_DONE_ONCE("a request has one effect, and a refused request has none", "requests"),
    ORDERS_MOVE("every order is at rest, or in progress with a live step", "orders"),
    ENDS_AGREE("order, process, stock and payment agree on how an order ended", "orders"),
    STOCK_NOT_NEGATIVE("stock on hand and available is never below zero", "changes"),
    RESERVED_FOR_OPEN_LINES("reserved stock equals the open lines that hold it", "lines"),
    BALANCES_NOT_NEGATIVE("balances and available amounts are never below zero", "changes"),
    HOLDS_FOR_OPEN_AUTHORIZATIONS("holds equal open authorizations", "payments"),
    MOVED_ONCE("a transaction, a receipt, a capture and a refund happen once", "movements"),
    DEBITS_EQUAL_CREDITS("debits equal credits", "postings"),
    CHAINS_UNBROKEN("each posting carries the hash of itself and all before it", "postings"),
    READ_MODELS_CURRENT("read models have caught up with the end of the log", "read models"),
    READ_MODELS_EQUAL_FOLD("read models equal a fresh fold of the events", "documents"),
    DOCUMENTS_BOUNDED("no document comes near the size limit of a database", "documents"),
    REPORTS_AGREE("reports agree with the log: sales, customers, products, accounts, ledger",
            "figures"),
    SNAPSHOTS_FOLLOW("each aggregate with many events has a recent snapshot", "aggregates"),
    NO_DEAD_LETTERS("no event waits as a dead letter", "queues");

    private final String claim;
    private final String unit;

    Invariant(String claim, String unit) {
        this.claim = claim;
        this.unit = unit;
    }

    public String claim() {
        return claim;
    }

    /** The unit that is counted, in the plural. */
    public String unit() {
        return unit;
    }
}
