package io.orderflow.audit;

import io.orderflow.api.order.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds a log to the invariants, as the audit does, and says which of them it breaks. */
final class Auditing {

    static final OrderId O1 = new OrderId("o1");
    static final OrderId O2 = new OrderId("o2");
    static final OrderId O3 = new OrderId("o3");

    private Auditing() {}

    /** Of a system at rest. */
    static Findings audited(Chronicle log) {
        return audited(log.events(), Chronicle.BEGIN.plus(Duration.ofHours(1)));
    }

    static Findings audited(List<LoggedEvent> log, Instant quietSince) {
        return audited(log, quietSince, -1);
    }

    /** @param handled up to where the manager of the processes says that it has handled the events */
    static Findings audited(List<LoggedEvent> log, Instant quietSince, long handled) {
        Findings findings = new Findings();
        LogAccounts accounts = new LogAccounts(GivenUpEvents.none(), findings,
                (order, placedAt) -> placedAt <= handled);
        log.forEach(accounts::on);
        accounts.conclude(new LogEnd(log.getLast().position(), quietSince, false));
        return findings;
    }

    static Set<Invariant> breached(Findings findings) {
        return findings.of(finding -> true).stream().map(Finding::invariant).collect(Collectors.toSet());
    }
}
