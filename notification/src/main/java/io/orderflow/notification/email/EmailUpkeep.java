package io.orderflow.notification.email;

import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.resilience.RepeatedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Puts those e-mails into the queue once more that nothing else would: those that began to wait for an address in the very
 * moment in which it became known, and those whose message was lost with the broker's data. It counts the e-mails as well.
 * Several processes may do this at once: an e-mail that is twice in the queue is sent once.
 */
final class EmailUpkeep implements SmartLifecycle {

    private static final String COMPONENT = "upkeep of e-mails";
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** So long after its time a message is taken for lost; a queue may be as long as workers need for this. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(15);
    private static final int AT_ONCE = 1_000;

    private final EmailStore emails;
    private final CustomerAddresses customers;
    private final EmailQueue queue;
    private final EmailCounts counts;
    private final RepeatedFailures failures;
    private volatile @Nullable RepeatedTask running;

    EmailUpkeep(EmailStore emails, CustomerAddresses customers, EmailQueue queue, EmailCounts counts,
            RepeatedFailures failures) {
        this.emails = emails;
        this.customers = customers;
        this.queue = queue;
        this.counts = counts;
        this.failures = failures;
    }

    @Override
    public void start() {
        running = RepeatedTask.every(INTERVAL, "email-upkeep", this::run, failed -> failures.failed(COMPONENT, failed));
    }

    private void run() {
        Instant now = Instant.now();
        for (EmailState state : EmailState.values()) {
            if (state != EmailState.SENT && state != EmailState.EXPIRED) {
                counts.counted(state, emails.count(state));
            }
        }
        List<Email> waiting = emails.waitingSince(now.minus(INTERVAL), AT_ONCE);
        Set<String> known = customers.known(waiting.stream().map(Email::customerId).collect(Collectors.toSet()));
        waiting.stream().filter(email -> known.contains(email.customerId())).map(Email::eventId)
                .forEach(queue::publish);
        // Those whose customer is still unknown go behind the others, so that each has its turn.
        emails.touch(waiting.stream().map(Email::eventId).toList());
        List<String> lost = emails.dueSince(now.minus(LOST_AFTER), AT_ONCE);
        lost.forEach(queue::publish);
        emails.touch(lost);
        failures.succeeded(COMPONENT);
    }

    @Override
    public void stop() {
        RepeatedTask task = running;
        if (task != null) {
            task.close();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
