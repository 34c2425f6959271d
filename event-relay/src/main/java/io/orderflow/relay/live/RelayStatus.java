package io.orderflow.relay.live;

import io.orderflow.relay.contract.MessageFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the publication to a broker stands.
 *
 * @param name         the broker: {@code kafka} or {@code rabbitmq}
 * @param position     the position of the log up to which everything is published or set aside; -1 before the first event
 * @param head         the position of the last event of the log
 * @param lag          the events of the log behind the position; 0 where none of them has to be published
 * @param oldest       the age in seconds of the oldest event that waits to be published; 0 where none waits
 * @param format       how messages are written
 * @param published    the messages that this process has published since its start
 * @param unrouted     how many of these RabbitMQ had no queue for
 * @param deadSequences how many sequences of events are set aside because one of them could not be published
 * @param waitingSince since when the broker takes no events, absent where it does
 * @param failure      why it takes none, as far as that is known
 */
record RelayStatus(String name, State state, long position, long head, long lag, long oldest, MessageFormat format,
        long published, long unrouted, long deadSequences, @Nullable Instant waitingSince, @Nullable String failure) {

    /**
     * The activity of the publication. {@code PAUSED}: somebody has paused it in every process. {@code WAITING}: the broker takes no events at the moment, and none is skipped.
     * {@code FAILING}: it goes on, but some events are set aside, as the dead letters tell. {@code CATCHING_UP}: events
     * wait to be published. {@code LIVE}: none of these.
     */
    enum State {
        LIVE, CATCHING_UP, FAILING, WAITING, PAUSED
    }
}
