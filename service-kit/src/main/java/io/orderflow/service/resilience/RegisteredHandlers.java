package io.orderflow.service.resilience;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.impl.AbstractAxonServerChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether the event store's server knows the command and query handlers of this process, and registers them
 * again where it does not. The connector (2025.2.1) connects a channel again only if it had handlers at that moment:
 * where the first attempt fails while the process starts on a busy machine, the first handler may come too late, and
 * the channel is never connected, whatever happens later. The process then handles no command, and nothing else shows
 * that.
 *
 * <p>The connector allows a channel to be connected again at any time and from any thread, and ends the stream before.
 * To be called by one thread.
 */
final class RegisteredHandlers implements Runnable {

    /** Handlers are registered within less than this time. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(RegisteredHandlers.class);

    private final Supplier<AxonServerConnection> connection;
    private final InstantSource clock;
    private @Nullable Instant lostSince;
    private Instant triedAt = Instant.EPOCH;

    RegisteredHandlers(Supplier<AxonServerConnection> connection, InstantSource clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** @throws IllegalStateException where they are not registered, and have not been for a while */
    @Override
    public void run() {
        AxonServerConnection server = connection.get();
        List<AbstractAxonServerChannel<?>> lost = server.isConnected() ? lostOf(server) : List.of();
        Instant now = clock.instant();
        if (lost.isEmpty()) {
            lostSince = null;
        } else if (lostSince == null) {
            lostSince = now;
        } else if (isLong(lostSince, now)) {
            if (isLong(triedAt, now)) {
                triedAt = now;
                LOG.warn(
                        "The event store's server does not know the handlers of this process: they are registered again");
                lost.forEach(AbstractAxonServerChannel::reconnect);
            }
            throw new IllegalStateException("The handlers of this process are not registered");
        }
    }

    private static List<AbstractAxonServerChannel<?>> lostOf(AxonServerConnection server) {
        return Stream.of(server.commandChannel(), server.queryChannel())
                .<AbstractAxonServerChannel<?>>map(AbstractAxonServerChannel.class::cast)
                .filter(channel -> !channel.isReady())
                .toList();
    }

    private static boolean isLong(Instant since, Instant now) {
        return Duration.between(since, now).compareTo(PATIENCE) >= 0;
    }
}
