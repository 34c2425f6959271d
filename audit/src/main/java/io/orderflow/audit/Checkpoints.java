package io.orderflow.audit;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.engine.StoredReadModels;
import io.orderflow.service.checkpoint.EventToken;
import io.orderflow.service.checkpoint.StoredCheckpoints;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.deadletter.DeadLetterGivenUp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;

/**
 * Checks the checkpoints of all readers of the log: whether each is a position in this log. Made before the head of the
 * log is read. So no checkpoint of this log lies beyond the head, and all effects of an event that a checkpoint has
 * passed are in the log. Not thread-safe.
 */
final class Checkpoints {

    private static final String MANAGER = "order-saga-manager";
    private static final long NOWHERE = -1;

    private final Findings findings;
    private final List<Checkpoint> all = new ArrayList<>();
    private final Map<Long, List<Checkpoint>> byPosition = new HashMap<>();
    private final Set<String> setAside = new HashSet<>();

    private record Checkpoint(String reader, TrackingToken token) {

        long position() {
            return token.position().orElse(NOWHERE);
        }

        boolean isOf(String processor) {
            return reader.startsWith(processor + "[");
        }

        boolean names(TrackedEventMessage<?> event) {
            return !(token instanceof EventToken named) || named.eventId().equals(event.getIdentifier());
        }
    }

    private Checkpoints(Findings findings) {
        this.findings = findings;
    }

    static Checkpoints read(MongoDatabase acting, MongoDatabase readModels, Serializer serializer, EventLog log,
            Findings findings) {
        Checkpoints checkpoints = new Checkpoints(findings);
        StoredCheckpoints.readAll(acting, serializer).forEach((processor, segments) -> segments.forEach(
                (segment, token) -> checkpoints.add(processor + "[" + segment + "]", token)));
        StoredReadModels stored = new StoredReadModels(readModels, serializer);
        for (Projection<?> projection : AuditedProjections.all()) {
            stored.collectionOf(projection.name()).ifPresent(collection -> stored.checkpointsOf(collection)
                    .forEach(token -> checkpoints.add(projection.name(), token)));
        }
        acting.getCollection("deadletters").find(Filters.eq("processingGroup", MANAGER))
                .forEach(letter -> checkpoints.setAside.add(letter.getString("sequenceIdentifier")));
        log.stream(DeadLetterDecisions.streamOf(MANAGER)).stream()
                .flatMap(event -> event.readings().stream())
                .forEach(decision -> checkpoints.setAside.add(((DeadLetterGivenUp) decision.getPayload()).sequence()));
        return checkpoints;
    }

    private void add(String reader, TrackingToken token) {
        Checkpoint checkpoint = new Checkpoint(reader, token);
        all.add(checkpoint);
        byPosition.computeIfAbsent(checkpoint.position(), position -> new ArrayList<>()).add(checkpoint);
    }

    /** To be called for every event of the log. */
    void on(LoggedEvent event) {
        for (Checkpoint checkpoint : byPosition.getOrDefault(event.position(), List.of())) {
            boolean same = event.readings().stream().allMatch(checkpoint::names);
            findings.require(same, Invariant.CHECKPOINTS_OF_THIS_LOG, checkpoint.reader(), event.position(),
                    "the event that was there", "another event: the checkpoint is of another log");
        }
    }

    void conclude(long head) {
        for (Checkpoint checkpoint : all) {
            findings.count(Invariant.CHECKPOINTS_OF_THIS_LOG);
            findings.require(checkpoint.position() <= head, Invariant.CHECKPOINTS_OF_THIS_LOG, checkpoint.reader(),
                    checkpoint.position(), "a position up to " + head, "position " + checkpoint.position());
        }
    }

    /**
     * Whether, by its checkpoints, the manager of the processes has handled the order's placing, and set no event of it
     * aside.
     */
    boolean sayIsHandled(String order, long placedAt) {
        long managed = all.stream()
                .filter(checkpoint -> checkpoint.isOf(MANAGER))
                .mapToLong(Checkpoint::position)
                .min()
                .orElse(NOWHERE);
        return placedAt <= managed && !setAside.contains(order);
    }
}
