package io.orderflow.payment;

import io.orderflow.api.problem.ProblemCode;

/** The ledger said no at once, and asking again would not change that. */
public final class LedgerRefused extends RuntimeException {

    private final ProblemCode code;

    public LedgerRefused(ProblemCode code, String detail, Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    public ProblemCode code() {
        return code;
    }
}
