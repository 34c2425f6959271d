package io.orderflow.axonserver.streams;

import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.StreamStore.Layout;
import io.orderflow.axonserver.store.StreamStore.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** How the segments of a stream change. */
final class Relayouts {

    private Relayouts() {}

    /**
     * All segments go on from a token. What any of them was done with before is a replay when it comes again.
     *
     * @param firstToken
     *            asked when all segments are closed
     */
    static Relayout reset(LongSupplier firstToken) {
        return (current, earlier) -> {
            long before = firstToken.getAsLong() - 1;
            List<Progress> segments = current.segments()
                    .stream()
                    .map(old -> new Progress(before, before, lastSeen(old)))
                    .toList();
            Stream<Layout> replayed = earlier.stream().map(layout -> new Layout(layout.number(), layout.segments()
                    .stream().map(old -> new Progress(EventStore.NONE, EventStore.NONE, lastSeen(old))).toList()));
            return stillOfUse(replayed, before, new Layout(current.number() + 1, segments));
        };
    }

    /** As many segments as asked for go on from the one that was last; what the others were done with is left out. */
    static Relayout resize(int count) {
        return (current, earlier) -> {
            long before = current.segments().stream().mapToLong(Progress::passed).min().orElse(EventStore.NONE);
            List<Progress> segments = Collections.nCopies(count, Progress.before(before + 1));
            return stillOfUse(Stream.concat(earlier.stream(), Stream.of(current)), before,
                    new Layout(current.number() + 1, segments));
        };
    }

    private static long lastSeen(Progress progress) {
        return Math.max(progress.passed(), progress.replayedUntil());
    }

    /** Without the layouts of which no segment is ahead of those to come. */
    private static List<Layout> stillOfUse(Stream<Layout> earlier, long before, Layout next) {
        List<Layout> layouts = new ArrayList<>(earlier.filter(layout -> layout.segments().stream().anyMatch(
                progress -> lastSeen(progress) > before)).toList());
        layouts.add(next);
        return layouts;
    }
}
