package io.orderflow.axonserver;

import io.axoniq.axonserver.grpc.control.EventProcessorInfo;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo.SegmentStatus;
import io.orderflow.axonserver.context.Context;
import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.context.LogReader;
import io.orderflow.axonserver.routing.ConnectedClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds out whether clients still work on what they were sent. Thread-safe.
 *
 * <p>Clients tell how far their event processors have come, and the server knows what it has sent on each stream of
 * events, but not which processor has which stream. An idle processor is at the last event of its stream, and a busy one
 * is before it. So the processors of a context are idle when each finds a stream of its own that ends at its position.
 * What a client told some time ago does no harm: its processors can only have come further.
 */
final class IdleCheck {

    /** The connector tells of its first event processor at once, and of the others after 2 seconds. */
    private static final Duration FIRST_REPORTS = Duration.ofMillis(2_500);

    private final Contexts contexts;
    private final ConnectedClients clients;

    IdleCheck(Contexts contexts, ConnectedClients clients) {
        this.contexts = contexts;
        this.clients = clients;
    }

    /** @throws NotIdleException if they are not idle in time, or the waiting thread is interrupted */
    void await(Duration limit) {
        List<String> reasons = RepeatedLook.untilNothingIsLeft(this::look, limit);
        if (!reasons.isEmpty()) {
            throw new NotIdleException(limit, reasons);
        }
    }

    /** What keeps clients busy. A look asks all of them to tell anew. That nothing came during the look makes one moment of it. */
    private List<String> look() {
        long before = messagesAndEvents();
        Collection<Context> all = contexts.all();
        List<String> reasons = new ArrayList<>(all.stream().flatMap(context -> context.underWay().stream()).toList());
        if (reasons.isEmpty()) {
            all.stream().filter(IdleCheck::hasEvents).flatMap(this::unhandled).forEach(reasons::add);
        }
        if (reasons.isEmpty()) {
            all.stream().flatMap(context -> context.underWay().stream()).forEach(reasons::add);
        }
        if (reasons.isEmpty() && before != messagesAndEvents()) {
            reasons.add("Messages and events keep coming");
        }
        return reasons;
    }

    private long messagesAndEvents() {
        return contexts.all().stream()
                .mapToLong(context -> context.commands().dispatched() + context.queries().dispatched()
                        + context.events().nextToken())
                .sum();
    }

    /** Where all events were removed, nobody has one that matters. */
    private static boolean hasEvents(Context context) {
        return context.events().headToken() >= context.events().firstToken();
    }

    private Stream<String> unhandled(Context context) {
        List<ConnectedClients.Connection> connections = clients.connections().stream()
                .filter(connection -> connection.client().context().equals(context.name()))
                .toList();
        connections.forEach(ConnectedClients.Connection::requestReports);
        return Stream.concat(context.persistentStreams().unfinished().stream(), behind(context, connections));
    }

    private static Stream<String> behind(Context context, List<ConnectedClients.Connection> connections) {
        if (context.readers().stream().anyMatch(LogReader::isBehind)) {
            return Stream.of("Events of context " + context.name() + " are on their way to clients");
        }
        List<Long> streams = new ArrayList<>(context.readers().stream().map(LogReader::lastSent).toList());
        List<Position> busy = new ArrayList<>(connections.stream().flatMap(IdleCheck::positions).toList());
        busy.removeIf(position -> streams.remove((Long) position.token()));
        if (streams.isEmpty()) {
            // The positions that are left belong to another event store.
            return Stream.empty();
        }
        return busy.isEmpty()
                ? connections.stream().flatMap(connection -> mayHaveMoreProcessors(connection).stream())
                : busy.stream().map(position -> position.sentence(streams));
    }

    private static Optional<String> mayHaveMoreProcessors(ConnectedClients.Connection connection) {
        return connection.age().compareTo(FIRST_REPORTS) < 0 && !connection.client().processors().isEmpty()
                ? Optional.of(connection + " has connected just now, and has not told of all event processors yet")
                : Optional.empty();
    }

    /** Where the processors of a client are, once for each of their streams of events. */
    private static Stream<Position> positions(ConnectedClients.Connection connection) {
        Function<EventProcessorInfo, Stream<Position>> ofOne = processor -> {
            Stream<Long> segments = processor.getSegmentStatusList().stream().map(SegmentStatus::getTokenPosition);
            // A tracking processor has a stream for each segment, a pooled one a stream for all.
            return (processor.getMode().equals("Tracking") ? segments : segments.min(Long::compare).stream())
                    .map(token -> new Position(connection.toString(), processor.getProcessorName(), token));
        };
        return connection.client().processors().values().stream()
                .filter(processor -> processor.getRunning() && processor.getIsStreamingProcessor())
                .flatMap(ofOne);
    }

    /**
     * Where a processor is.
     *
     * @param token
     *            the last event that all of its segments have handled
     */
    private record Position(String client, String processor, long token) {

        String sentence(List<Long> streams) {
            return "Event processor " + processor + " of " + client + " has handled the events up to " + token
                    + "; clients were sent those up to " + streams.stream().max(Long::compare).orElse(token);
        }
    }
}
