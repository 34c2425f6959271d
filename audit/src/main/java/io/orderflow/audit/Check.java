package io.orderflow.audit;

/** Follows one kind of facts along the log, and judges them. Not thread-safe. */
interface Check {

    void on(EventReading fact);

    /** Judges the facts that only show at the end of the log. */
    default void conclude(LogEnd ending) {}
}
