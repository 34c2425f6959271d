package io.orderflow.projection.engine;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.projection.api.Projection;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.ProblemException;
import io.orderflow.service.message.UnreadableMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a document was at a moment cannot be said, because of an event before it. There is nothing wrong with the
 * question: whoever repairs the fold or the event gets an answer to it.
 */
final class PastNotFoldable extends ProblemException {

    private static final Logger LOG = LoggerFactory.getLogger(PastNotFoldable.class);

    PastNotFoldable(Projection<?> projection, DomainEventMessage<?> event, Throwable failure) {
        super(ProblemCode.UNFOLDABLE, "%s cannot fold %s, number %d of %s%s; see /dead-letters".formatted(
                projection.name(), MessageTypes.nameOf(event), event.getSequenceNumber(),
                event.getAggregateIdentifier(), reason(failure)));
        LOG.warn(getMessage(), failure);
    }

    private static String reason(Throwable failure) {
        return UnreadableMessage.in(failure).map(unreadable -> ": " + unreadable.getMessage()).orElse("");
    }
}
