package io.orderflow.notification.email;

import io.orderflow.notification.inbox.Attempts;
import io.orderflow.notification.inbox.LineFields;
import io.orderflow.service.resilience.LineLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;

/**
 * Sends the e-mails of the work queue, beside other workers in this process and in others. The listener's container
 * delivers a message again where the process ends before it was handled. A worker claims the e-mail before it sends it, so
 * that no two send it at once; only where a process ends after the mail server has taken an e-mail, and before that is
 * noted, is it sent once more, with the same Message-ID.
 */
final class EmailWorker {

    private static final Logger LOG = LoggerFactory.getLogger(EmailWorker.class);
    static final String COMPONENT = "work on " + EmailQueue.WORK;
    /** The container of the listener. */
    static final String CONTAINER = "email-work";

    private static final int LINES_A_MINUTE = 10;

    private final EmailStore emails;
    private final CustomerAddresses customers;
    private final EmailQueue queue;
    private final MailTransport transport;
    private final EmailSettings settings;
    private final Attempts attempts;
    private final EmailCounts counts;
    private final LineLimit parked = new LineLimit(LINES_A_MINUTE, 2 * LINES_A_MINUTE, Duration.ofMinutes(1));

    EmailWorker(EmailStore emails, CustomerAddresses customers, EmailQueue queue, MailTransport transport,
            EmailSettings settings, Attempts attempts, EmailCounts counts) {
        this.emails = emails;
        this.customers = customers;
        this.queue = queue;
        this.transport = transport;
        this.settings = settings;
        this.attempts = attempts;
        this.counts = counts;
    }

    @RabbitListener(id = CONTAINER, queues = EmailQueue.WORK, concurrency = "${orderflow.notification.email.workers:2}")
    void on(Message message) {
        String id = EmailQueue.emailOf(message);
        attempts.untilDone(COMPONENT, () -> work(id));
    }

    private void work(String id) {
        Instant now = Instant.now();
        emails.claim(id, now).ifPresentOrElse(
                email -> LineFields.during(email.traceId(), email.orderId(), () -> send(email, now)), () -> leave(id));
    }

    /** An e-mail that another worker has claimed is looked at later: that worker may have died. */
    private void leave(String id) {
        boolean claimed = emails.find(id).map(Email::state).filter(state -> state == EmailState.DUE
                || state == EmailState.WAITING_FOR_CUSTOMER).isPresent();
        if (claimed) {
            queue.publishAfter(settings.pauses().getFirst(), id);
        }
    }

    private void send(Email email, Instant now) {
        if (!email.reopened() && email.occurredAt().plus(settings.maxAge()).isBefore(now)) {
            emails.end(email.eventId(), EmailState.EXPIRED, null);
            return;
        }
        Optional<String> address = customers.of(email.customerId());
        if (address.isEmpty()) {
            emails.awaitCustomer(email.eventId());
            return;
        }
        try {
            transport.send(email.eventId(), address.get(), EmailText.of(email));
        } catch (RefusedForGood refused) {
            park(email, String.valueOf(refused.getMessage()));
            return;
        } catch (NotSent failed) {
            tryLater(email, String.valueOf(failed.getMessage()));
            return;
        }
        counts.sent(email.kind());
        // This alone is repeated while the database is away: the e-mail must not be sent once more for it.
        attempts.untilDone(COMPONENT, () -> emails.end(email.eventId(), EmailState.SENT, null));
    }

    private void tryLater(Email email, String failure) {
        List<Duration> pauses = settings.pauses();
        if (email.attempts() >= pauses.size()) {
            park(email, failure);
            return;
        }
        Duration pause = pauses.get(email.attempts());
        emails.failed(email.eventId(), failure, pause);
        queue.publishAfter(pause, email.eventId());
    }

    private void park(Email email, String failure) {
        String more = parked.next(failure, "e-mails");
        if (more != null) {
            LOG.warn("The e-mail {} about order {} is parked: {}{}", email.eventId(), email.orderId(), failure, more);
        }
        queue.park(email.eventId());
        emails.end(email.eventId(), EmailState.PARKED, failure);
    }
}
