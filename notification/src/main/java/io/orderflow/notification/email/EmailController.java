package io.orderflow.notification.email;

import io.orderflow.service.message.Page;
import io.orderflow.service.web.NotFound;
import io.orderflow.service.web.OperatorController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows the e-mails to customers, and has those tried again that were given up. */
@RestController
@OperatorController
@Tag(name = "Notifications")
class EmailController {

    private static final Logger LOG = LoggerFactory.getLogger(EmailController.class);
    private static final int AT_ONCE = 1_000;

    private final EmailStore emails;
    private final EmailQueue queue;

    EmailController(EmailStore emails, EmailQueue queue) {
        this.emails = emails;
        this.queue = queue;
    }

    /** @param retried the e-mails that were put into the queue */
    record EmailRetries(int retried) {}

    @GetMapping("/emails")
    @Operation(operationId = "findEmails", summary = "Lists the e-mails that events have called for", description = "WAITING_FOR_CUSTOMER: the address of the customer is "
            + "not known yet; the e-mail is sent when it is. PARKED: it was given up, and failure says why.")
    Page<Email> list(@RequestParam(required = false) @Nullable EmailState state,
            @RequestParam(required = false) @Nullable String orderId,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return emails.list(state, orderId, cursor, limit);
    }

    @GetMapping("/emails/{id}")
    @Operation(operationId = "getEmail", summary = "Shows the e-mail that an event has called for")
    Email find(@PathVariable String id) {
        return emails.find(id).orElseThrow(() -> new NotFound("No event " + id + " has called for an e-mail"));
    }

    @PostMapping("/emails/retries")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "retryEmails", summary = "Has the parked e-mails tried again from the beginning, up to 1,000 at once")
    @ApiResponse(responseCode = "202", description = "They are in the queue")
    EmailRetries retry() {
        try {
            int retried = queue.unpark(AT_ONCE, id -> {
                emails.reopen(id);
                queue.publish(id);
            });
            return new EmailRetries(retried + retryThoseWithoutAMessage(AT_ONCE - retried));
        } catch (AmqpException away) {
            LOG.warn("The parked e-mails cannot be tried again now: {}", away.getMessage());
            throw new QueueAway();
        }
    }

    /** The parking queue may have been lost with the data of the broker. */
    private int retryThoseWithoutAMessage(int limit) {
        List<String> parked = limit == 0 ? List.of() : emails.parked(limit);
        parked.forEach(id -> {
            emails.reopen(id);
            queue.publish(id);
        });
        return parked.size();
    }
}
