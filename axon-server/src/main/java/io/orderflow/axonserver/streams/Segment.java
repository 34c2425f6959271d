package io.orderflow.axonserver.streams;

import io.axoniq.axonserver.grpc.streams.SegmentPosition;
import io.orderflow.axonserver.store.StreamStore.Progress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A segment of a stream: with whom it is, and how far it has come. It is guarded by the lock of its stream, except that
 * any thread may read the progress. At most one write of the progress is on its way, so that many acknowledgements cost
 * few writes.
 */
final class Segment {

    private static final Logger LOG = LoggerFactory.getLogger(Segment.class);

    /** What a segment is done with without an acknowledgement is written down after so many events. */
    private static final int MAX_UNWRITTEN_EVENTS = 10_000;

    private final PersistentStream stream;
    private final int layout;
    private final int number;
    private volatile Progress progress;
    private Progress written;
    private @Nullable Opening opening;
    private String error = "";
    private boolean writing;
    private boolean retired;

    Segment(PersistentStream stream, int layout, int number, Progress progress) {
        this.stream = stream;
        this.layout = layout;
        this.number = number;
        this.progress = progress;
        this.written = progress;
    }

    PersistentStream stream() {
        return stream;
    }

    int number() {
        return number;
    }

    Progress progress() {
        return progress;
    }

    /** The client's last word of what went wrong, or an empty one. */
    String error() {
        return error;
    }

    void error(String reported) {
        error = reported;
    }

    @Nullable
    Opening opening() {
        return opening;
    }

    void opening(@Nullable Opening next) {
        opening = next;
    }

    /** Its part of the answer to who asks for the state of the stream. */
    SegmentPosition status() {
        return SegmentPosition.newBuilder()
                .setSegment(number)
                .setPosition(progress.acknowledged())
                .setClientId(opening == null ? "" : opening.connection().clientId())
                .setError(error)
                .build();
    }

    /** A line where its client has not acknowledged all events up to the end of the log. */
    Optional<String> unfinished() {
        if (opening == null || opening.hasSentAll() && isAcknowledged(opening)) {
            return Optional.empty();
        }
        return Optional.of("Client " + opening.connection().clientId() + " has acknowledged the events of persistent"
                + " stream " + stream.id() + '[' + number + "] up to " + progress.acknowledged()
                + ", and got those up to "
                + opening.lastSent());
    }

    /** Whether its client has acknowledged all that it was sent. */
    boolean isAcknowledged(Opening current) {
        return current.lastSent() <= progress.acknowledged();
    }

    /** Called when the client has processed all events up to one that it was sent. */
    void acknowledged(long token) {
        if (token > progress.acknowledged()) {
            error = "";
            progress = new Progress(token, Math.max(token, progress.passed()), progress.replayedUntil());
            write();
        }
    }

    /** Called when there is nothing to acknowledge up to an event. */
    void passed(long token) {
        if (token > progress.passed()) {
            progress = new Progress(progress.acknowledged(), token, progress.replayedUntil());
            if (token - written.passed() >= MAX_UNWRITTEN_EVENTS) {
                write();
            }
        }
    }

    /** Called when another one takes its place, or none: what it had is written elsewhere, and nothing of it after. */
    void retire() {
        retired = true;
    }

    /** Called when that came to nothing. */
    void reinstate() {
        retired = false;
        write();
    }

    private void write() {
        if (!writing && !retired && !written.equals(progress)) {
            writing = true;
            Progress next = progress;
            stream.write(layout, number, next).whenComplete((done, failure) -> stream.locked(() -> {
                writing = false;
                if (failure == null) {
                    written = next;
                    writeNext(next);
                } else {
                    LOG.warn("The progress of {}[{}] could not be written", stream.id(), number, failure);
                }
            }));
        }
    }

    /** What merely passed waits until it is worth a write. */
    private void writeNext(Progress last) {
        if (progress.acknowledged() > last.acknowledged()) {
            write();
        }
    }
}
