package io.orderflow.axonserver.store.rocksdb;

import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.orderflow.axonserver.store.EventStore.Subscription;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.StoredEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the log ends, and who wants to know. The thread that writes publishes; any thread reads. The recent events are
 * in place before the head that names them is seen.
 */
final class Head {

    private static final Logger LOG = LoggerFactory.getLogger(Head.class);

    private final EventLog log;
    private final RecentEvents recent = new RecentEvents();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long firstToken;
    private volatile long token;
    private volatile @Nullable String closedReason;

    Head(EventLog log, long firstToken) {
        this.log = log;
        this.firstToken = firstToken;
        this.token = log.lastToken(firstToken - 1);
    }

    long firstToken() {
        return firstToken;
    }

    /** The token that was given last, also where its event was purged. */
    long token() {
        return token;
    }

    /** Called once nothing is left on the disk. */
    void purged() {
        firstToken = token + 1;
        recent.clear();
    }

    /** Called once the disk says that the log, which is empty, begins at a later token. */
    void beginAt(long first) {
        firstToken = first;
        token = first - 1;
    }

    /** Called once the events are on the disk. */
    void publish(List<EventWithToken> appended) {
        if (!appended.isEmpty()) {
            long now = System.nanoTime();
            appended.forEach(event -> recent.add(event, now));
            token = appended.getLast().getToken();
            listeners.forEach(Head::tell);
        }
    }

    /** The events are on the disk whatever a listener makes of them. */
    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.error("A listener to the head failed", e);
        }
    }

    void requireOpen() {
        String reason = closedReason;
        if (reason != null) {
            throw new StoreException.Closed(reason);
        }
    }

    List<StoredEvent> read(long fromToken, PageLimit limit) {
        requireOpen();
        long head = token;
        if (fromToken > head) {
            return List.of();
        }
        List<StoredEvent> page = recent.read(fromToken, head, limit);
        return page.isEmpty() ? log.read(fromToken, head, limit) : page;
    }

    /** Lets all listeners see that there is nothing to read any more, and why. */
    void close(String reason) {
        closedReason = reason;
        listeners.forEach(Head::tell);
    }

    Subscription onMoved(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
