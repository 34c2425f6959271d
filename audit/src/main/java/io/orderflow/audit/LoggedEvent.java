package io.orderflow.audit;

import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * An event as it lies in the log, and as it is read.
 *
 * @param stream   the aggregate that it belongs to, empty where it belongs to none
 * @param sequence its number in the stream
 * @param type     its stable name
 * @param revision empty where it has none
 * @param readings the events that upcasters make of it: mostly one, whose payload is deserialized when it is asked for
 * @param failure  why upcasters could not read it
 */
record LoggedEvent(long position, String stream, long sequence, String type, String revision, Instant at,
        List<TrackedEventMessage<?>> readings, @Nullable RuntimeException failure) {}
