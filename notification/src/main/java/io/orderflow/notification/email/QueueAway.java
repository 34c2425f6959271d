package io.orderflow.notification.email;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** RabbitMQ takes no messages now, so that e-mails cannot be put into the queue. */
final class QueueAway extends ResponseStatusException {

    QueueAway() {
        super(HttpStatus.SERVICE_UNAVAILABLE,
                "RabbitMQ does not answer. The request can be repeated: an e-mail that is "
                        + "twice in the queue is sent once");
    }
}
