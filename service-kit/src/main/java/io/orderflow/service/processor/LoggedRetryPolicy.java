package io.orderflow.service.processor;

import io.micrometer.core.instrument.Metrics;
import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.resilience.FailureText;
import io.orderflow.service.resilience.LineLimit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.EnqueuePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link DeadLetterRetryPolicy} of one processor, which logs when an event is set aside and when a person should
 * look at it, and counts the former. It does not log the other attempts, because the list of dead letters shows them; in
 * a flood of letters that list and the count tell of most of them. Thread-safe.
 */
final class LoggedRetryPolicy implements EnqueuePolicy<EventMessage<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedRetryPolicy.class);
    private static final String LETTERS = "dead letters";

    private final String processor;
    private final DeadLetterRetryPolicy policy;
    private final LineLimit setAside = DeadLetterQueues.lines();
    private final LineLimit failed = DeadLetterQueues.lines();

    LoggedRetryPolicy(String processor, DeadLetterRetryPolicy policy) {
        this.processor = processor;
        this.policy = policy;
    }

    @Override
    public EnqueueDecision<EventMessage<?>> decide(DeadLetter<? extends EventMessage<?>> letter, Throwable cause) {
        int attempts = policy.attemptsAfter(letter);
        if (policy.attemptsOf(letter) == 0) {
            DeadLetterQueues.LETTERS.counter(Metrics.globalRegistry, processor).increment();
            String why = FailureText.of(cause);
            String more = setAside.next(why, LETTERS);
            if (more != null) {
                LOG.warn("{} sets {} aside, and tries it again: {}{}", processor, described(letter.message()), why,
                        more);
            }
        } else if (attempts == policy.maxAttempts()) {
            String why = FailureText.of(cause);
            String more = failed.next(why, LETTERS);
            if (more != null) {
                LOG.warn("{} could not handle {} in {} attempts: a person should look at it. {}{}", processor,
                        described(letter.message()), attempts, why, more);
            }
        } else {
            LOG.debug("{} could not handle {}, attempt {}", processor, described(letter.message()), attempts, cause);
        }
        return policy.decide(letter, cause);
    }

    private static String described(EventMessage<?> event) {
        String type = MessageTypes.nameOf(event);
        return event instanceof DomainEventMessage<?> domain
                ? type + " of " + domain.getAggregateIdentifier()
                : type + " " + event.getIdentifier();
    }
}
