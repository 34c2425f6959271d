package io.orderflow.projection.rebuild;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a projection stands.
 *
 * @param position   every event at or before it is in the documents; -1 before the first event
 * @param head       the position of the last event of the log
 * @param revision   the projection's revision when the collection was begun
 * @param collection the collection that serves
 * @param documents  how many documents it holds
 * @param stalledSince since when it cannot go on, absent where it can
 * @param failure    why it cannot, as far as that is known
 * @param segments   how the parts of its documents stand, each of which one process folds
 * @param gaps       how often this process noticed that events were missing between those that it was handed
 * @param rebuildId  the rebuild that goes on, absent where none does
 * @param deadSequences how many sequences of events are set aside because one of them could not be folded
 */
public record ProjectionStatus(String name, State state, long position, long head, long lag, int revision,
        String collection, long documents, int deadSequences, long gaps, @Nullable String rebuildId,
        @Nullable Instant stalledSince, @Nullable String failure, List<SegmentStatus> segments) {

    /**
     * The activity of the projection. {@code STALLED}: its last attempt to go on failed, or it has not moved for a
     * while although events wait for it ({@code orderflow.stalls.after}). {@code FAILING}: it goes on, but some events
     * are set aside, as the dead letters tell. {@code AWAITING_PROMOTION}: it serves as before, and a rebuild of it
     * waits for a person. {@code REBUILDING}: it serves, while another version of it is built. {@code CATCHING_UP}: it
     * has not come to the end of the log. {@code LIVE}: none of these.
     */
    public enum State {
        LIVE, CATCHING_UP, REBUILDING, AWAITING_PROMOTION, FAILING, STALLED
    }
}
