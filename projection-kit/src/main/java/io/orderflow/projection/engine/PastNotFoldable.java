package io.orderflow.projection.engine;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.projection.api.Projection;
import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.ProblemException;
import io.orderflow.service.message.UnreadableMessage;
import io.orderflow.service.resilience.FailureText;
import io.orderflow.service.resilience.LineLimit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The document at a past moment cannot be shown, because an event before that moment cannot be folded. The question
 * itself is right: it gets an answer once the fold or the event is repaired.
 */
final class PastNotFoldable extends ProblemException {

    private static final Logger LOG = LoggerFactory.getLogger(PastNotFoldable.class);
    private static final LineLimit LINES = DeadLetterQueues.lines();

    PastNotFoldable(Projection<?> projection, DomainEventMessage<?> event, Throwable failure) {
        super(ProblemCode.UNFOLDABLE, "%s cannot fold %s, number %d of %s%s; see /dead-letters".formatted(
                projection.name(), MessageTypes.nameOf(event), event.getSequenceNumber(),
                event.getAggregateIdentifier(), reason(failure)));
        String more = LINES.next(projection.name(), "questions");
        if (more != null) {
            LOG.warn("{} {}{}", getMessage(), FailureText.ofChain(failure), more);
        }
        LOG.debug("It was this", failure);
    }

    private static String reason(Throwable failure) {
        return UnreadableMessage.in(failure).map(unreadable -> ": " + unreadable.getMessage()).orElse("");
    }
}
