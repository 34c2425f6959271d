package io.orderflow.axonserver.streams;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.streams.CreateStreamRequest;
import io.orderflow.axonserver.search.EventQuery;
import io.orderflow.axonserver.search.InvalidQuery;
import io.orderflow.axonserver.store.StreamStore.Layout;
import io.orderflow.axonserver.store.StreamStore.Progress;
import java.util.List;

/**
 * Says of each event which segment of a stream it is for. Immutable.
 *
 * @param layout
 *            the segments
 * @param earlier
 *            how they were before their number changed, as long as a segment of then was ahead of one of now: what
 *            it was
 *            done with is not sent again
 */
record Source(EventQuery filter, Sequencing sequencing, Layout layout, List<Layout> earlier) {

    /** @throws StreamRefused.Invalid where a definition is not one */
    static Source of(CreateStreamRequest definition, List<Layout> layouts) {
        try {
            return new Source(EventQuery.parseFilter(definition.getInitializationProperties().getFilter()),
                    Sequencing.of(definition.getInitializationProperties().getSequencingPolicy()), layouts.getLast(),
                    layouts.subList(0, layouts.size() - 1));
        } catch (InvalidQuery e) {
            throw new StreamRefused.Invalid(String.valueOf(e.getMessage()));
        }
    }

    Source with(Layout newLayout, List<Layout> newEarlier) {
        return new Source(filter, sequencing, newLayout, newEarlier);
    }

    /** Whether an event is for a segment, and was not dealt with before the number of segments changed. */
    boolean isFor(int segment, long token, Event event) {
        if (!filter.wants(token, event)) {
            return false;
        }
        String key = sequencing.keyOf(event);
        if (Sequencing.segmentOf(key, layout.segments().size()) != segment) {
            return false;
        }
        for (Layout before : earlier) {
            if (token <= progressOf(key, before).passed()) {
                return false;
            }
        }
        return true;
    }

    /** Whether an event was processed before it was sent by an earlier layout, and then sent again. */
    boolean wasReplayedBefore(long token, Event event) {
        if (earlier.isEmpty()) {
            return false;
        }
        String key = sequencing.keyOf(event);
        return earlier.stream().anyMatch(before -> token <= progressOf(key, before).replayedUntil());
    }

    private static Progress progressOf(String key, Layout layout) {
        return layout.segments().get(Sequencing.segmentOf(key, layout.segments().size()));
    }
}
