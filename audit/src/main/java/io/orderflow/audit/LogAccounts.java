package io.orderflow.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.UnknownSerializedType;

/** Runs all checks that need only the log. Their memory grows with the aggregates, not with the events. */
final class LogAccounts {

    private final GivenUpEvents givenUp;
    private final Findings findings;
    private final LogShape shape;
    private final List<Check> checks = new ArrayList<>();
    private long events;

    /** @param handled tells of an order and the position of its placing whether that event was handled */
    LogAccounts(GivenUpEvents givenUp, Findings findings, BiPredicate<String, Long> handled) {
        this.givenUp = givenUp;
        OrderCases cases = new OrderCases();
        this.findings = findings;
        this.shape = new LogShape(findings);
        checks.add(new Requests(findings));
        checks.add(new OrdersAndProcesses(cases, findings));
        StockBooks stock = new StockBooks(cases, findings);
        AccountBooks accounts = new AccountBooks(cases, findings);
        checks.add(stock);
        checks.add(new PaymentBooks(cases, findings));
        checks.add(accounts);
        checks.add(new EndStateCheck(cases, findings, handled));
        checks.add(new Reports(cases, stock, accounts, findings));
    }

    void on(LoggedEvent event) {
        events++;
        shape.on(event);
        findings.count(Invariant.EVENTS_READABLE);
        if (event.failure() != null) {
            unreadable(event, event.failure());
        }
        for (TrackedEventMessage<?> reading : event.readings()) {
            on(event, reading);
        }
    }

    private void on(LoggedEvent event, TrackedEventMessage<?> reading) {
        try {
            if (reading.getPayloadType() == UnknownSerializedType.class) {
                unreadable(event, new IllegalArgumentException("unknown type or revision"));
                return;
            }
            EventReading fact = new EventReading(event, reading);
            checks.forEach(check -> check.on(fact));
        } catch (RuntimeException failure) {
            unreadable(event, failure);
        }
    }

    /** Reports an unreadable event, unless a person has given the event up, who knows that it cannot be read. */
    private void unreadable(LoggedEvent event, RuntimeException failure) {
        if (givenUp.includeAt(event.position())) {
            return;
        }
        findings.add(Invariant.EVENTS_READABLE, event.stream(), event.position(), "a readable event",
                "%s, revision '%s': %s".formatted(event.type(), event.revision(), reason(failure)));
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse(root.getClass().getSimpleName());
    }

    /** The last sequence number of each stream. */
    Map<String, Long> sequences() {
        return shape.sequences();
    }

    long events() {
        return events;
    }

    void conclude(LogEnd ending) {
        checks.forEach(check -> check.conclude(ending));
    }
}
