package io.orderflow.service.deadletter;

import io.orderflow.service.message.ConflictingWrites;
import io.orderflow.service.message.Origin;
import io.orderflow.service.resilience.FailureText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * Tells which events each group never handles, because a person has given them up. The decisions of a group are the
 * events of one stream of the log. They are read at most every 10 seconds, so that a decision of another process takes
 * effect here that late; a projection that is about to set an event aside reads them at once. Thread-safe.
 */
public final class DeadLetterDecisions {

    private static final String STREAM = "letter:";
    private static final int MAX_CLASHES = 10;
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(10);

    private final EventStore events;
    /**
     * The map is exchanged as a whole where the decisions are forgotten: a thread that reads decisions holds a lock of
     * the map until the log has answered.
     */
    private volatile Map<String, KnownDecisions> byGroup = new ConcurrentHashMap<>();

    /**
     * A decision, as clients see it.
     *
     * @param by the person who has decided
     */
    public record Decision(String group, String sequence, String eventId, @Nullable Long position, String type,
            String cause, String reason, String by, Instant at) {

        static Decision of(DomainEventMessage<?> decision) {
            DeadLetterGivenUp letter = (DeadLetterGivenUp) decision.getPayload();
            return new Decision(letter.group(), letter.sequence(), letter.eventId(), letter.position(), letter.type(),
                    FailureText.ofKept(letter.cause()), letter.reason(),
                    String.valueOf(decision.getMetaData().getOrDefault(Origin.ACTOR, Origin.ANONYMOUS)),
                    decision.getTimestamp());
        }
    }

    /** @param next the sequence number of the next decision */
    private record KnownDecisions(Set<String> eventIds, long next, long readAtNanos) {

        static final KnownDecisions NONE = new KnownDecisions(Set.of(), 0, 0);

        boolean isOld() {
            return System.nanoTime() - readAtNanos > REFRESH_INTERVAL.toNanos();
        }
    }

    public DeadLetterDecisions(EventStore events) {
        this.events = events;
    }

    /** The name of the stream that keeps the decisions of a group. */
    public static String streamOf(String group) {
        return STREAM + group;
    }

    /** Whether the group skips the event. */
    public boolean includes(String group, EventMessage<?> event) {
        KnownDecisions known = byGroup.get(group);
        if (known == null || known.isOld()) {
            known = refresh(group);
        }
        return !known.eventIds().isEmpty() && known.eventIds().contains(event.getIdentifier());
    }

    /** The same as {@link #includes} after a look at the log. */
    public boolean includesNow(String group, EventMessage<?> event) {
        return includes(group, event) || refresh(group).eventIds().contains(event.getIdentifier());
    }

    /**
     * Makes all decisions be read anew: the log is or may be another one, in which the next decision has another
     * number. It does not block, because a reader of the log may wait for the thread that calls it.
     */
    public void forget() {
        byGroup = new ConcurrentHashMap<>();
    }

    /** Reads the decisions since the last reading. */
    private KnownDecisions refresh(String group) {
        return byGroup.compute(group, (name, known) -> readOn(name, known == null ? KnownDecisions.NONE : known));
    }

    /** All decisions of a group, the earliest first. */
    public List<Decision> all(String group) {
        List<Decision> all = new ArrayList<>();
        events.readEvents(streamOf(group), 0).asStream().map(Decision::of).forEach(all::add);
        return all;
    }

    /** Stores the decision for good before it returns. To repeat it changes nothing. */
    public void giveUp(DeadLetterGivenUp letter) {
        for (int clashes = 0;; clashes++) {
            KnownDecisions known = refresh(letter.group());
            if (known.eventIds().contains(letter.eventId())) {
                return;
            }
            try {
                events.publish(
                        new GenericDomainEventMessage<>("Letters", streamOf(letter.group()), known.next(), letter,
                                Origin.ofCurrentThread()));
                refresh(letter.group());
                return;
            } catch (RuntimeException failed) {
                if (!ConflictingWrites.isClash(failed) || clashes == MAX_CLASHES) {
                    throw failed;
                }
            }
        }
    }

    private KnownDecisions readOn(String group, KnownDecisions known) {
        List<? extends DomainEventMessage<?>> decided = events.readEvents(streamOf(group), known.next()).asStream()
                .toList();
        Set<String> eventIds = new HashSet<>(known.eventIds());
        decided.forEach(one -> eventIds.add(((DeadLetterGivenUp) one.getPayload()).eventId()));
        return new KnownDecisions(eventIds,
                decided.isEmpty() ? known.next() : decided.getLast().getSequenceNumber() + 1,
                System.nanoTime());
    }
}
