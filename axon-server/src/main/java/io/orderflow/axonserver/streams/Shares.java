package io.orderflow.axonserver.streams;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Shares out the segments of a stream among its clients, as evenly as their number allows, and moves as few as
 * possible.
 */
final class Shares {

    private Shares() {}

    /**
     * Closes what a client has too much, and opens what nobody has. What is being closed is nobody's until it is
     * closed:
     * to be called again then.
     *
     * @param connections
     *            in the order of their coming
     * @param open
     *            opens a segment to a client
     */
    static void shareOut(List<Segment> segments, List<StreamConnection> connections,
            BiConsumer<Segment, StreamConnection> open) {
        if (connections.isEmpty()) {
            return;
        }
        Map<StreamConnection, List<Opening>> shares = new HashMap<>();
        connections.forEach(connection -> shares.put(connection, new ArrayList<>(connection.openings().stream()
                .filter(opening -> !opening.isClosing())
                .sorted(Comparator.comparingInt(opening -> opening.segment().number()))
                .toList())));
        Iterator<Segment> unopened = segments.stream().filter(segment -> segment.opening() == null).toList().iterator();
        int quota = segments.size() / connections.size();
        int oneMore = segments.size() % connections.size();
        List<StreamConnection> fullestFirst = connections.stream()
                .sorted(Comparator.comparingInt(connection -> -shares.getOrDefault(connection, List.of()).size()))
                .toList();
        for (StreamConnection connection : fullestFirst) {
            int share = quota + (oneMore-- > 0 ? 1 : 0);
            List<Opening> has = shares.getOrDefault(connection, List.of());
            has.stream().skip(share).forEach(Opening::close);
            for (int missing = share - has.size(); missing > 0 && unopened.hasNext(); missing--) {
                open.accept(unopened.next(), connection);
            }
        }
    }
}
