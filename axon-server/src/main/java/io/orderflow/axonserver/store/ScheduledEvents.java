package io.orderflow.axonserver.store;

import io.axoniq.axonserver.grpc.event.Event;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Events that enter the log at a later time. A schedule survives restarts; its event is never appended early, and
 * exactly
 * once, because the schedule is deleted in the same write that appends the event. All methods may be called from any
 * thread, and their stages complete on a thread of the store, once the change is on the disk.
 */
public interface ScheduledEvents {

    /** Schedules an event that belongs to no aggregate, and answers the token that names the schedule. */
    CompletionStage<String> schedule(long epochMillis, Event event);

    /** Replaces a schedule. One that has fired already, or an empty token, replaces nothing. */
    CompletionStage<String> reschedule(String token, long epochMillis, Event event);

    /** Removes a schedule, and answers whether there was one to remove. */
    CompletionStage<Boolean> cancel(String token);

    /**
     * Schedules an event that another store has scheduled, under the token that it has there. If this store could not
     * have given that token for that time, the event gets another one. A second call changes nothing; an event that has
     * fired here is scheduled again.
     *
     * @return the token that names the schedule here
     */
    CompletionStage<String> restore(Scheduled scheduled);

    /**
     * The events that wait for their time, soonest first: a page of them.
     *
     * @param after
     *            the token of the last one of the page before; empty for the first page
     */
    List<Scheduled> page(String after, PageLimit limit);

    /**
     * An event that waits for its time.
     *
     * @param token
     *            names it
     * @param epochMillis
     *            when it is due
     */
    record Scheduled(String token, long epochMillis, Event event) {}
}
