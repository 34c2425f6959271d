package io.orderflow.payment;

import io.orderflow.api.problem.ProblemCode;

/** The ledger refused a request at once, and would refuse it again. */
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
