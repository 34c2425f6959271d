package io.orderflow.axonserver.store.rocksdb;

import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.WriteCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all requests that wait, applies them in order of arrival to one {@link Group},
 * writes that with one sync, and then has them confirmed: the more wait, the fewer syncs each costs. {@link #submit}
 * may be called from any thread and never blocks.
 */
final class GroupCommit {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private static final int MAX_WAITING_REQUESTS = 16_384;
    private static final long MAX_WAITING_BYTES = 128L << 20;
    private static final int MAX_GROUP_REQUESTS = 1_024;
    private static final int MAX_GROUP_BYTES = 4 << 20;
    private static final long COPIES_OF_AN_EVENT = 2;
    private static final Stop STOP = new Stop();

    private final Tables tables;
    private final Head head;
    private final Group group;
    private final Confirmations confirmations = new Confirmations();
    private final BlockingQueue<WriteRequest<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING_REQUESTS);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Thread thread;
    private long highestMillis;
    private boolean stopping;
    private @Nullable WriteRequest<?> postponed;
    /** The thread that writes replaces it; any thread reads it. */
    private volatile WriteCounts written = WriteCounts.NONE;
    private volatile @Nullable String failure;
    private volatile @Nullable Probe probe;
    private volatile boolean closed;
    private volatile String closedReason = "";

    GroupCommit(Tables tables, Head head) {
        this.tables = tables;
        this.head = head;
        this.group = new Group(tables);
        this.highestMillis = tables.times().highestMillis();
        this.thread = Thread.ofPlatform().name("axon-server-writer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Queues a request; where that is not possible, the request fails at once. */
    void submit(WriteRequest<?> request) {
        long bytes = request.bytes();
        if (closed) {
            request.fail(new StoreException.Closed(closedReason));
        } else if (waitingBytes.addAndGet(bytes) > MAX_WAITING_BYTES || !waiting.offer(request)) {
            waitingBytes.addAndGet(-bytes);
            request.fail(new StoreException.Busy());
        } else if (closed && waiting.remove(request)) {
            request.fail(new StoreException.Closed(closedReason));
        }
    }

    /** Why nothing can be written at the moment; null where it can, as far as is known. */
    @Nullable
    String failure() {
        return failure;
    }

    /** What was written so far. */
    WriteCounts written() {
        return written;
    }

    /** How many requests wait. */
    int waiting() {
        return waiting.size();
    }

    /** Finds out whether what could not be written can be now. To be called every now and then, by one thread. */
    void retryWhereItFails() {
        Probe last = probe;
        if (failure != null && (last == null || last.result().toCompletableFuture().isDone())) {
            Probe next = new Probe();
            probe = next;
            submit(next);
        }
    }

    private void run() {
        List<WriteRequest<?>> requests = new ArrayList<>();
        try {
            while (!stopping) {
                takeWaiting(requests);
                commit(requests);
                requests.clear();
            }
        } catch (Error e) {
            LOG.error("The thread that writes ends; nothing more is stored", e);
            failure = "The thread that writes has ended: " + e;
            closedReason = failure;
            closed = true;
            if (postponed != null) {
                requests.add(postponed);
            }
            requests.forEach(request -> fail(request, new StoreException.Failure("The event store failed", e)));
            failWaiting();
        }
    }

    private void takeWaiting(List<WriteRequest<?>> requests) {
        WriteRequest<?> request = postponed != null ? postponed : takeFirst();
        postponed = null;
        int bytes = 0;
        while (request != null && request != STOP) {
            if (request.standsAlone() && !requests.isEmpty()) {
                postponed = request;
                break;
            }
            requests.add(request);
            bytes += request.bytes();
            boolean full = requests.size() >= MAX_GROUP_REQUESTS || bytes >= MAX_GROUP_BYTES || request.standsAlone();
            request = full ? null : waiting.poll();
        }
        waitingBytes.addAndGet(-bytes);
        stopping = request == STOP;
    }

    /** Nobody interrupts this thread but by mistake: it ends by {@link #close()}, with the queue written out. */
    private WriteRequest<?> takeFirst() {
        while (true) {
            try {
                return waiting.take();
            } catch (InterruptedException e) {
                LOG.warn("The thread that writes was interrupted, and goes on");
            }
        }
    }

    private void commit(List<WriteRequest<?>> requests) {
        try {
            List<WriteRequest<?>> accepted = new ArrayList<>(requests.size());
            Map<WriteRequest<?>, StoreException> refused = new LinkedHashMap<>();
            try {
                tables.database().resume(COPIES_OF_AN_EVENT * bytesOf(requests));
                group.begin(head.token() + 1, highestMillis);
                addToGroup(requests, accepted, refused);
                long begun = System.nanoTime();
                group.write();
                count(accepted.size(), refused.size(), System.nanoTime() - begun);
            } catch (StoreException e) {
                logFailedWrite(e);
                written = written.plus(WriteCounts.failed(requests.size()));
                requests.forEach(request -> fail(request, e));
                return;
            }
            failure = null;
            highestMillis = group.highestMillis();
            if (group.purges()) {
                head.purged();
            }
            if (group.beginsLater()) {
                head.beginAt(group.nextToken());
            }
            head.publish(group.appended());
            refused.forEach(GroupCommit::fail);
            confirmations.confirm(accepted);
        } catch (RocksDBException | RuntimeException e) {
            LOG.error("A group of {} requests failed", requests.size(), e);
            failure = String.valueOf(e.getMessage());
            written = written.plus(WriteCounts.failed(requests.size()));
            requests.forEach(request -> fail(request, new StoreException.Failure("The event store failed", e)));
        }
    }

    private void count(int accepted, int refused, long nanos) {
        written = written.plus(new WriteCounts(1, accepted, refused, 0, group.appended().size(), group.bytes(),
                nanos));
    }

    private static long bytesOf(List<WriteRequest<?>> requests) {
        return requests.stream().mapToLong(WriteRequest::bytes).sum();
    }

    /** Once for all that fail until one succeeds: a full disk is no better for a long report of it. */
    private void logFailedWrite(StoreException reason) {
        if (failure == null) {
            LOG.error("Writes fail, and are refused until the disk takes them again: {}", reason.getMessage());
        }
        failure = reason.getMessage();
    }

    /** A refusal is told when the group is on the disk: it may be for what another request of the group has brought. */
    private void addToGroup(List<WriteRequest<?>> requests, List<WriteRequest<?>> accepted,
            Map<WriteRequest<?>, StoreException> refused) throws RocksDBException {
        for (WriteRequest<?> request : requests) {
            StoreException refusal = addToGroup(request);
            if (refusal == null) {
                accepted.add(request);
            } else {
                refused.put(request, refusal);
            }
        }
    }

    private @Nullable StoreException addToGroup(WriteRequest<?> request) throws RocksDBException {
        try {
            request.addTo(group);
            return null;
        } catch (StoreException e) {
            return e;
        }
    }

    /** Whatever becomes of one report, the others are made. */
    private static void fail(WriteRequest<?> request, StoreException reason) {
        try {
            request.fail(reason);
        } catch (RuntimeException | Error e) {
            LOG.error("The report of a failed write failed", e);
        }
    }

    /** Writes what waits, then ends. What comes later fails for the given reason. */
    void close(String reason) {
        closedReason = reason;
        closed = true;
        boolean interrupted = false;
        while (true) {
            try {
                if (thread.isAlive()) {
                    waiting.put(STOP);
                }
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        failWaiting();
        confirmations.close();
        group.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void failWaiting() {
        for (WriteRequest<?> late = waiting.poll(); late != null; late = waiting.poll()) {
            fail(late, new StoreException.Closed(closedReason));
        }
    }

    /** Stands last in the queue when the store closes. */
    private static final class Stop extends WriteRequest<@Nullable Void> {
        @Override
        int bytes() {
            return 0;
        }

        @Override
        void addTo(Group group) {
            throw new IllegalStateException("Not a write");
        }

        @Override
        void confirm() {
            complete(null);
        }
    }
}
