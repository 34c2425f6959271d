package io.orderflow.audit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The outcome of an audit.
 *
 * @param head    the position of the last event that was read; -1 where there was none
 * @param events  the number of events that were read
 * @param results one for each invariant, in their order
 */
public record AuditReport(long head, long events, Duration took, List<Result> results) {

    /**
     * The outcome for one invariant.
     *
     * @param checked  how many items it was checked on
     * @param breaches how many of them breach it
     * @param findings the first of the breaches
     */
    public record Result(Invariant invariant, long checked, long breaches, List<Finding> findings) {}

    static AuditReport of(long head, long events, Duration took, Findings findings) {
        return new AuditReport(head, events, took, Arrays.stream(Invariant.values())
                .map(invariant -> new Result(invariant, findings.checked(invariant), findings.breaches(invariant),
                        findings.of(finding -> finding.invariant() == invariant)))
                .toList());
    }

    public boolean isClean() {
        return breaches() == 0;
    }

    public long breaches() {
        return results.stream().mapToLong(Result::breaches).sum();
    }

    /** The first breaches of each invariant. */
    public List<Finding> findings() {
        return results.stream().flatMap(result -> result.findings().stream()).toList();
    }

    public Result of(Invariant invariant) {
        return results.get(invariant.ordinal());
    }
}
