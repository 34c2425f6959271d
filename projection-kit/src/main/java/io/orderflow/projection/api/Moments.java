package io.orderflow.projection.api;

import jakarta.servlet.http.HttpServletResponse;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/** Writes on an answer which past moment it shows. Thread-safe. */
public final class Moments {

    /** The position as of which a document is shown: to ask for it gives the same document again. */
    public static final String AS_OF_POSITION = "As-Of-Position";

    private final EventStore events;

    public Moments(EventStore events) {
        this.events = events;
    }

    /**
     * Sets the header where a past moment was asked for: to the position asked for, where that has been reached, and
     * otherwise to that of the last event in the document.
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
