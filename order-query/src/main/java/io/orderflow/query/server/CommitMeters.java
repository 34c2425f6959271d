package io.orderflow.query.server;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.query.server.ServerView.Commit;
import io.orderflow.query.server.ServerView.Store;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The counts of the event server, where it runs in this process and so counts into the process's metrics. The protocol
 * has no call for them. Thread-safe.
 */
final class CommitMeters {

    private static final String SYNC = "axon.server.sync";
    private static final String REQUESTS = "axon.server.requests";
    private static final String BYTES = "axon.server.store.bytes";

    private final MeterRegistry meters;

    CommitMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Nullable
    Commit commit() {
        FunctionTimer sync = meters.find(SYNC).functionTimer();
        if (sync == null) {
            return null;
        }
        long groups = (long) sync.count();
        long stored = requests("stored");
        return new Commit(groups, stored, groups == 0 ? 0 : (double) stored / groups,
                groups == 0 ? 0 : (long) sync.mean(TimeUnit.MICROSECONDS), requests("refused"), requests("failed"));
    }

    private long requests(String outcome) {
        return meters.find(REQUESTS).tag("outcome", outcome).functionCounters().stream()
                .mapToLong(counter -> (long) counter.count()).sum();
    }

    Store withSize(Store store) {
        Gauge bytes = meters.find(BYTES).gauge();
        return bytes == null
                ? store
                : new Store(store.first(), store.position(), store.events(), (long) bytes.value());
    }
}
