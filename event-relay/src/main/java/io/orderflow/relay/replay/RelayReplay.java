package io.orderflow.relay.replay;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The publication of the past to a topic or queue beside the live one.
 *
 * @param relay           the broker: {@code kafka} or {@code rabbitmq}
 * @param target          the topic or queue
 * @param type            the one type of events that is published, absent where all are
 * @param from            the position of the first event that may be published
 * @param until           the position of the last one: the end of the log when the replay began
 * @param position        the position up to which the replay has come
 * @param published       the messages that the broker has taken
 * @param eventsPerSecond the events of the log that it passed a second so far
 * @param secondsLeft     absent while no rate is known, and after the end
 * @param error           why it failed, absent where it did not
 */
record RelayReplay(String replayId, String relay, String target, @Nullable String type, long from, long until,
        ReplayState state, long position, long published, long eventsPerSecond, @Nullable Long secondsLeft,
        Instant startedAt, @Nullable Instant endedAt, @Nullable String error) {

    static RelayReplay begun(String id, String relay, String target, @Nullable String type, long from, long until,
            Instant now) {
        return new RelayReplay(id, relay, target, type, from, until, ReplayState.RUNNING, from - 1, 0, 0, null, now,
                null, null);
    }

    /** The same replay with its rate, until now or until its end. */
    RelayReplay measuredAt(Instant now) {
        long millis = Duration.between(startedAt, endedAt == null ? now : endedAt).toMillis();
        long perSecond = millis <= 0 ? 0 : (position - from + 1) * 1_000 / millis;
        Long left = endedAt != null || perSecond == 0 ? null : Long.valueOf((until - position) / perSecond);
        return new RelayReplay(replayId, relay, target, type, from, until, state, position, published, perSecond, left,
                startedAt, endedAt, error);
    }
}
