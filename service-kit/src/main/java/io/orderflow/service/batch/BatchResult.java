package io.orderflow.service.batch;

import io.orderflow.api.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of the request for one item.
 *
 * @param code   the code of the problem, absent where there is none
 * @param detail why it was refused or failed, absent where neither is so
 * @param mark   tells {@link BatchWork#isResolved} from where on to look, 0 where it needs no such mark
 */
public record BatchResult(BatchOutcome outcome, @Nullable String code, @Nullable String detail, long mark) {

    public static BatchResult asked(long mark) {
        return new BatchResult(BatchOutcome.ASKED, null, null, mark);
    }

    /** What the request is for had come before it could be made. */
    public static BatchResult resolved() {
        return new BatchResult(BatchOutcome.RESOLVED, null, null, 0);
    }

    public static BatchResult refused(Refusal refusal) {
        return new BatchResult(BatchOutcome.REFUSED, refusal.code().name(), refusal.detail(), 0);
    }

    public static BatchResult failed(String detail) {
        return new BatchResult(BatchOutcome.FAILED, null, detail, 0);
    }
}
