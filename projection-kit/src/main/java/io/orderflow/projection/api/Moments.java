package io.orderflow.projection.api;

import jakarta.servlet.http.HttpServletResponse;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/** Writes on an answer which past moment it shows. Thread-safe. */
public final class Moments {

    /**
     * The header with the position as of which the answer shows a document; the same document comes again for that
     * position.
     */
    public static final String AS_OF_POSITION = "As-Of-Position";

    private final EventStore events;

    public Moments(EventStore events) {
        this.events = events;
    }

    /**
     * Sets the header where the client asked for a past moment: to the position that it asked for, where the log has
     * come that far, and otherwise to the position of the last event in the document.
     */
    public void mark(HttpServletResponse response, @Nullable String asOf, @Nullable Long position) {
        if (asOf == null) {
            return;
        }
        boolean reached = AsOf.parse(asOf) instanceof AsOf.Position(long asked)
                && asked <= Events.positionOf(events.createHeadToken());
        String shown = reached ? Long.toString(Long.parseLong(asOf)) : String.valueOf(position);
        response.setHeader(AS_OF_POSITION, shown);
    }
}
