package io.orderflow.projection;

import com.mongodb.client.MongoDatabase;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** What all projections of a process share. */
record Machinery(EventStore events, MongoDatabase database, Checkpoints checkpoints, Pointers pointers,
        ScheduledExecutorService coordinators, ProjectionProperties limits) {

    /** The position of the last event of the log, or {@link Events#BEFORE_ALL} where there is none. */
    long head() {
        return Events.positionOf(events.createHeadToken());
    }
}
