package io.orderflow.notification.email;

import io.orderflow.notification.inbox.Attempts;
import io.orderflow.notification.inbox.EventIntake;
import io.orderflow.notification.inbox.IntegrationEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;

/**
 * Takes the events of orders and customers from RabbitMQ: it records the e-mail that an event calls for, puts it into the
 * queue, and keeps the addresses of customers. The listener's container acknowledges a message when the method returns,
 * delivers it again where it throws or the process ends before, and may deliver messages of one key out of their order:
 * each step changes nothing when it is repeated, and none depends on the order.
 */
final class OrderEventListener {

    private static final Set<String> OF_CUSTOMERS = Set.of("customer.registered", "customer.email-changed");
    static final String COMPONENT = "intake of " + EmailQueue.EVENTS;
    /** The container of the listener. */
    static final String CONTAINER = "email-events";

    private final EventIntake intake;
    private final EmailStore emails;
    private final CustomerAddresses customers;
    private final EmailQueue queue;
    private final Attempts attempts;

    OrderEventListener(EventIntake intake, EmailStore emails, CustomerAddresses customers, EmailQueue queue,
            Attempts attempts) {
        this.intake = intake;
        this.emails = emails;
        this.customers = customers;
        this.queue = queue;
        this.attempts = attempts;
    }

    /** The types of events that it reacts to. */
    static List<String> types() {
        return Stream.concat(Stream.of(EmailKind.values()).map(EmailKind::eventType), OF_CUSTOMERS.stream().sorted())
                .toList();
    }

    @RabbitListener(id = CONTAINER, queues = EmailQueue.EVENTS, concurrency = "2")
    void on(Message message) {
        attempts.untilDone(COMPONENT, () -> intake.take(EmailQueue.EVENTS, message.getBody(), this::react));
    }

    private void react(IntegrationEvent event) {
        if (OF_CUSTOMERS.contains(event.type())) {
            String customer = event.text("/customer_id");
            customers.put(customer, event.text("/email"), event.time());
            emails.waitingFor(customer).forEach(queue::publish);
        } else {
            EmailKind.of(event.type()).ifPresent(kind -> record(emailOf(event, kind)));
        }
    }

    /** An e-mail that was recorded before may not have come into the queue, because the process ended in between. */
    private void record(Email email) {
        if (emails.record(email)
                || emails.find(email.eventId()).filter(known -> known.state() == EmailState.DUE).isPresent()) {
            queue.publish(email.eventId());
        }
    }

    private static Email emailOf(IntegrationEvent event, EmailKind kind) {
        String total = event.text("/total/amount") + " " + event.text("/total/currency");
        String reason = kind == EmailKind.REJECTED ? event.text("/reason") : null;
        EmailDetails details = new EmailDetails(total, reason, event.optionalText("/carrier"),
                event.optionalText("/tracking_number"));
        return Email.due(event, kind, event.text("/order_id"), event.text("/customer_id"), details);
    }
}
