package io.orderflow.axonserver.standalone.transfer;

import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.util.HashSet;
import java.util.Set;

/**
 * What of a source has been found in the target, event by event. It outlives the connections of a copy, which goes on from
 * here when they are lost. For one thread.
 */
final class CopyProgress {

    private final AggregateHashes aggregates = new AggregateHashes();
    private final TokenMapping tokens = new TokenMapping();
    private final Set<String> fired = new HashSet<>();
    private Set<String> scheduled = Set.of();
    private boolean begun;
    private long sourceToken;
    private long targetToken;
    private long found;
    private long appended;
    private long others;

    /** Begins before the first event of each side; a second call does nothing. */
    void begin(long firstOfSource, long firstOfTarget) {
        if (!begun) {
            begun = true;
            sourceToken = firstOfSource - 1;
            targetToken = firstOfTarget - 1;
        }
    }

    boolean hasBegun() {
        return begun;
    }

    /** The target has an event of the source, and they are equal. */
    void found(EventWithToken ofSource, long tokenOfTarget) {
        sourceToken = ofSource.getToken();
        targetToken = tokenOfTarget;
        aggregates.add(ofSource.getEvent());
        tokens.add(sourceToken, tokenOfTarget);
        if (scheduled.contains(ofSource.getEvent().getMessageIdentifier())) {
            fired.add(ofSource.getEvent().getMessageIdentifier());
        }
        found++;
    }

    /** Events were appended, which the target does not show yet. */
    void appended(int more) {
        appended += more;
    }

    /** The target has an event that is not the source's. */
    void other(EventWithToken ofTarget) {
        targetToken = ofTarget.getToken();
        others++;
        if (ofTarget.getEvent().getAggregateIdentifier().isEmpty()) {
            fired.add(ofTarget.getEvent().getMessageIdentifier());
        }
    }

    /** Names the events that the source has scheduled, by the identifiers of their messages. */
    void scheduled(Set<String> identifiers) {
        scheduled = identifiers;
    }

    /** Whether an event that was scheduled has fired: here by itself, or there, so that it was copied. */
    boolean hasFired(String identifier) {
        return fired.contains(identifier);
    }

    AggregateHashes aggregates() {
        return aggregates;
    }

    TokenMapping tokens() {
        return tokens;
    }

    /** The last event of the source that was found in the target. */
    long sourceToken() {
        return sourceToken;
    }

    /** The last event of the target that was looked at. */
    long targetToken() {
        return targetToken;
    }

    long found() {
        return found;
    }

    long appended() {
        return appended;
    }

    /** How many events of the target are not the source's. */
    long others() {
        return others;
    }
}
