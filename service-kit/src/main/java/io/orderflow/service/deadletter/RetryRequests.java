package io.orderflow.service.deadletter;

import io.orderflow.service.message.ConflictingWrites;
import io.orderflow.service.message.Origin;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in the log who has asked for which sequence to be handled again, and why. Each sequence has a stream of its own,
 * which is as short as its troubles. Thread-safe.
 */
final class RetryRequests {

    private static final String STREAM = "letter-retry:";
    private static final int MAX_CLASHES = 10;

    private final EventStore events;

    RetryRequests(EventStore events) {
        this.events = events;
    }

    /** A request, as clients see it. */
    record RetryRequest(Instant at, String by, @Nullable String reason) {

        static RetryRequest of(DomainEventMessage<?> event) {
            return new RetryRequest(event.getTimestamp(),
                    String.valueOf(event.getMetaData().getOrDefault(Origin.ACTOR, Origin.ANONYMOUS)),
                    ((DeadLetterRetryRequested) event.getPayload()).reason());
        }
    }

    /** The requests for a sequence, the earliest first. */
    List<RetryRequest> of(String group, String sequence) {
        return read(group, sequence).stream().map(RetryRequest::of).toList();
    }

    /**
     * Whether the request was recorded before.
     *
     * @param request names the request, as the metadata of its event do
     */
    boolean has(String group, String sequence, String request) {
        return read(group, sequence).stream()
                .anyMatch(event -> request.equals(event.getMetaData().get(Origin.REQUEST)));
    }

    /** Stores a request for good, in the name of the caller, before it returns. */
    void record(DeadLetterSequence letter, @Nullable String reason, MetaData further) {
        String stream = streamOf(letter.group(), letter.sequence());
        DeadLetterRetryRequested request = new DeadLetterRetryRequested(letter.group(), letter.sequence(),
                letter.position(), letter.type(), reason);
        for (int clashes = 0;; clashes++) {
            try {
                events.publish(new GenericDomainEventMessage<>("Letters", stream,
                        read(letter.group(), letter.sequence()).size(), request,
                        Origin.ofCurrentThread().mergedWith(further)));
                return;
            } catch (RuntimeException failed) {
                if (!ConflictingWrites.isClash(failed) || clashes == MAX_CLASHES) {
                    throw failed;
                }
            }
        }
    }

    private List<? extends DomainEventMessage<?>> read(String group, String sequence) {
        return events.readEvents(streamOf(group, sequence), 0).asStream().toList();
    }

    private static String streamOf(String group, String sequence) {
        return STREAM + group + "/" + sequence;
    }
}
