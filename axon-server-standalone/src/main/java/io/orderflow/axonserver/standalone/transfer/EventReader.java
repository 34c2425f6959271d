package io.orderflow.axonserver.standalone.transfer;

import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads events one after the other. For one thread. */
interface EventReader extends AutoCloseable {

    /** How long a server may take for what it has to have. */
    Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    /**
     * The next event; null where none comes within the limit.
     *
     * @throws ConnectionLost
     *             if no more events can come
     */
    @Nullable
    EventWithToken poll(Duration limit);

    /**
     * The next event, which is known to be there.
     *
     * @throws ConnectionLost
     *             if it does not come
     */
    default EventWithToken next() {
        EventWithToken next = poll(ANSWER_LIMIT);
        if (next == null) {
            throw new ConnectionLost("The server sends no more events: none came for " + ANSWER_LIMIT.toSeconds()
                    + " seconds", null);
        }
        return next;
    }

    @Override
    void close();
}
