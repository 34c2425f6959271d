package io.orderflow.audit;

/** The audit could not run, and so says nothing about the invariants. */
public final class AuditImpossible extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuditImpossible(String message) {
        super(message);
    }

    AuditImpossible(String message, Throwable cause) {
        super(message, cause);
    }
}
