package io.orderflow.notification.email;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.service.metrics.MeterDefinition;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many e-mails there are in each state, as it was counted last, and how many this process has sent. Thread-safe. */
final class EmailCounts {

    private static final MeterDefinition EMAILS = MeterDefinition.gauge("orderflow.notification.emails", "e-mails",
            "E-mails that wait for a worker or an address, or were given up", "state");
    private static final MeterDefinition SENT = MeterDefinition.counter("orderflow.notification.emails.sent",
            "e-mails", "E-mails that this process has sent", "kind");

    private final Map<EmailState, Long> counted = new ConcurrentHashMap<>();
    private final Map<EmailKind, Counter> sent = new EnumMap<>(EmailKind.class);

    EmailCounts(MeterRegistry registry) {
        for (EmailState state : new EmailState[]{EmailState.DUE, EmailState.WAITING_FOR_CUSTOMER,
                EmailState.PARKED}) {
            EMAILS.gauge(registry, this, counts -> counts.of(state), state.name());
        }
        for (EmailKind kind : EmailKind.values()) {
            sent.put(kind, SENT.counter(registry, kind.name()));
        }
    }

    void counted(EmailState state, long count) {
        counted.put(state, count);
    }

    long of(EmailState state) {
        return counted.getOrDefault(state, 0L);
    }

    void sent(EmailKind kind) {
        sent.get(kind).increment();
    }
}
