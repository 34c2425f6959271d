package io.orderflow.audit;

/** Accounts of one kind, kept along the log. Not thread-safe. */
interface Check {

    void on(Fact fact);

    /** Judges what only shows at the end. */
    default void conclude(Ending ending) {}
}
