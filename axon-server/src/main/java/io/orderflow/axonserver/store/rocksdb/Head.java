package io.orderflow.axonserver.store.rocksdb;

import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.orderflow.axonserver.store.EventStore.Subscription;
import io.orderflow.axonserver.store.PageLimit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the log ends, and who wants to know. The thread that writes publishes; any thread reads. The recent events
 * are in
 * place before the head that names them is seen.
 */
final class Head {

    private static final Logger LOG = LoggerFactory.getLogger(Head.class);

    private final EventLog log;
    private final RecentEvents recent = new RecentEvents();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long token;

    Head(EventLog log) {
        this.log = log;
        this.token = log.lastToken();
    }

    long token() {
        return token;
    }

    /** Called once the events are on the disk. */
    void publish(List<EventWithToken> appended) {
        if (!appended.isEmpty()) {
            appended.forEach(recent::add);
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

    List<EventWithToken> read(long fromToken, PageLimit limit) {
        long head = token;
        if (fromToken > head) {
            return List.of();
        }
        List<EventWithToken> page = recent.read(fromToken, head, limit);
        return page.isEmpty() ? log.read(fromToken, head, limit) : page;
    }

    Subscription onMoved(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
