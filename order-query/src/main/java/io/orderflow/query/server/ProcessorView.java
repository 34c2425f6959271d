package io.orderflow.query.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event processor of a component.
 *
 * @param context    the context whose events it handles
 * @param tokenStore the name of the store of its checkpoints; instances that share it share the work. Absent where the
 *                   processor has none
 * @param mode       how it gets its events, as its client names it
 * @param streaming  whether it has segments, which can be split and merged
 * @param running    whether an instance of it handles events
 * @param error      whether an instance of it has stopped by an error, or one of its segments has one
 */
record ProcessorView(String component, String name, String context, @Nullable String tokenStore, String mode,
        boolean streaming, boolean running, boolean error, List<ProcessorSegment> segments) {

    /**
     * A segment that a client has claimed.
     *
     * @param onePartOf the segment has one part of so many of the events
     * @param position  the position that it has come to
     * @param lag       how many events that is behind the end of the log
     * @param owner     the client
     * @param error     what the client says of the segment's error; absent where it has none
     */
    record ProcessorSegment(int id, int onePartOf, long position, long lag, String owner, SegmentState state,
            @Nullable String error) {}

    /** What a segment does. */
    enum SegmentState {
        CAUGHT_UP, BEHIND, REPLAYING, FAILING, PAUSED
    }
}
