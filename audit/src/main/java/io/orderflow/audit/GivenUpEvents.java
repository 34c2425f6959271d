package io.orderflow.audit;

import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.deadletter.DeadLetterGivenUp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.TrackedEventMessage;

/** The events that a person has decided to leave out of a read model. A document that lacks such an event is right. */
final class GivenUpEvents {

    private final Map<String, Set<String>> byProjection = new HashMap<>();
    private final Set<Long> positions = new HashSet<>();

    static GivenUpEvents none() {
        return new GivenUpEvents();
    }

    static GivenUpEvents of(EventLog log) {
        GivenUpEvents events = new GivenUpEvents();
        AuditedProjections.all().forEach(projection -> events.read(projection.name(), log));
        return events;
    }

    private void read(String projection, EventLog log) {
        Set<DeadLetterGivenUp> decisions = log.stream(DeadLetterDecisions.streamOf(projection))
                .stream()
                .flatMap(event -> event.readings().stream())
                .map(reading -> (DeadLetterGivenUp) reading.getPayload())
                .collect(Collectors.toSet());
        byProjection.put(projection, decisions.stream().map(DeadLetterGivenUp::eventId).collect(Collectors.toSet()));
        decisions.stream().map(DeadLetterGivenUp::position).filter(Objects::nonNull).forEach(positions::add);
    }

    boolean include(String projection, TrackedEventMessage<?> event) {
        return byProjection.getOrDefault(projection, Set.of()).contains(event.getIdentifier());
    }

    /** Whether any read model leaves the event at this position out. */
    boolean includeAt(long position) {
        return positions.contains(position);
    }
}
