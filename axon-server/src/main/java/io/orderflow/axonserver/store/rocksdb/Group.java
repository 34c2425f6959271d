package io.orderflow.axonserver.store.rocksdb;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.orderflow.axonserver.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What one synced write changes. Each request adds its part, and sees what those before it in the group added, because
 * nothing of the group can be read from the database yet. It belongs to the thread that writes.
 */
final class Group implements AutoCloseable {

    private final Tables tables;
    private final WriteBatch batch = new WriteBatch();
    private final Map<String, AggregateRun> aggregates = new HashMap<>();
    private final Set<String> removedSchedules = new HashSet<>();
    private final List<EventWithToken> appended = new ArrayList<>();
    private final Frames run = new Frames();
    private long runToken;
    private boolean runRaisesTime;
    private long nextToken;
    private long highestMillis;
    private boolean purges;
    private boolean beginsLater;

    Group(Tables tables) {
        this.tables = tables;
    }

    /** Forgets what the last group held. */
    void begin(long firstToken, long highestMillisSoFar) {
        batch.clear();
        aggregates.clear();
        removedSchedules.clear();
        appended.clear();
        run.clear();
        nextToken = firstToken;
        highestMillis = highestMillisSoFar;
        runRaisesTime = false;
        purges = false;
        beginsLater = false;
    }

    /** Refuses a transaction unless each of its events is the next one of its aggregate. */
    void requireNextSequences(List<EncodedEvent> transaction) {
        Map<String, Long> lastOfTransaction = new HashMap<>();
        for (EncodedEvent encoded : transaction) {
            byte[] idBytes = encoded.aggregateId();
            if (idBytes != null) {
                String id = encoded.event().getAggregateIdentifier();
                Long last = lastOfTransaction.get(id);
                long expected = (last != null ? last : lastSequence(id, idBytes)) + 1;
                long found = encoded.event().getAggregateSequenceNumber();
                if (found != expected) {
                    throw new StoreException.SequenceClash(id, found, expected);
                }
                lastOfTransaction.put(id, found);
            }
        }
    }

    private long lastSequence(String id, byte[] idBytes) {
        AggregateRun ofGroup = aggregates.get(id);
        return ofGroup != null ? ofGroup.lastSequence : tables.heads().current(id, idBytes);
    }

    /** Adds an event whose sequence number has been checked, and answers its token. */
    long append(EncodedEvent encoded) throws RocksDBException {
        long token = nextToken++;
        if (run.isEmpty()) {
            runToken = token;
        }
        run.addEvent(encoded.bytes());
        if (encoded.event().getTimestamp() > highestMillis) {
            highestMillis = encoded.event().getTimestamp();
            runRaisesTime = true;
        }
        if (encoded.aggregateId() != null) {
            aggregateRun(encoded).add(token, encoded);
        }
        appended.add(EventWithToken.newBuilder().setToken(token).setEvent(encoded.event()).build());
        if (run.isFull()) {
            closeRun();
        }
        return token;
    }

    private AggregateRun aggregateRun(EncodedEvent encoded) {
        return aggregates.computeIfAbsent(encoded.event().getAggregateIdentifier(),
                id -> new AggregateRun(Objects.requireNonNull(encoded.aggregateId())));
    }

    private void closeRun() throws RocksDBException {
        tables.events().put(batch, runToken, run.toBytes());
        if (runRaisesTime) {
            tables.times().put(batch, highestMillis, runToken);
        }
        run.clear();
        runRaisesTime = false;
    }

    /** Adds a snapshot, and refuses one of an event that neither the log nor this group has. */
    void addSnapshot(EncodedEvent snapshot) throws RocksDBException {
        String id = snapshot.event().getAggregateIdentifier();
        byte[] idBytes = Objects.requireNonNull(snapshot.aggregateId());
        long sequence = snapshot.event().getAggregateSequenceNumber();
        long last = lastSequence(id, idBytes);
        if (sequence > last) {
            throw new StoreException.SnapshotBeyondLog(id, sequence, last);
        }
        tables.snapshots().put(batch, idBytes, sequence, snapshot.bytes());
    }

    /** Adds a change that depends on nothing in the group. */
    void addChange(RocksStreams.Change change) throws RocksDBException {
        change.addTo(batch);
    }

    void addSchedule(byte[] key, byte[] event) throws RocksDBException {
        tables.schedules().put(batch, key, event);
    }

    /** Removes a schedule, and answers whether it was there. */
    boolean removeSchedule(byte[] key) throws RocksDBException {
        boolean found = tables.schedules().contains(key) && removedSchedules.add(Schedules.token(key));
        if (found) {
            tables.schedules().delete(batch, key);
        }
        return found;
    }

    /** Appends the events that are due and removes their schedules, so that they become events exactly once. */
    void fireDue(long nowMillis, int maxEvents) throws RocksDBException {
        for (Schedules.Due due : tables.schedules().dueAt(nowMillis, maxEvents)) {
            if (removeSchedule(due.key())) {
                Event event = due.event();
                append(EncodedEvent.ofAccepted(event.getTimestamp() != 0
                        ? event
                        : event.toBuilder().setTimestamp(nowMillis).build()));
            }
        }
    }

    void setProperties(Map<String, String> properties) throws RocksDBException {
        tables.properties().put(batch, properties);
    }

    void rewriteProperties() throws RocksDBException {
        setProperties(tables.properties().all());
    }

    /** Removes everything but the properties. Nothing else may be in the group. */
    void purge() throws RocksDBException {
        for (Family family : Family.CONTENTS) {
            batch.deleteRange(tables.database().handle(family), Keys.BEFORE_ALL, Keys.AFTER_ALL);
        }
        tables.properties().putFirstToken(batch, nextToken);
        highestMillis = TimeIndex.NO_TIME;
        purges = true;
    }

    /** Moves the end of an empty log forward. Nothing else may be in the group. */
    void beginAt(long token) throws RocksDBException {
        boolean empty = nextToken == tables.properties().firstToken();
        if (empty && token > nextToken) {
            nextToken = token;
            tables.properties().putFirstToken(batch, token);
            beginsLater = true;
        }
    }

    /** Completes the batch and writes it to the disk. A group that changes nothing costs nothing. */
    void write() throws RocksDBException {
        if (!run.isEmpty()) {
            closeRun();
        }
        for (AggregateRun aggregate : aggregates.values()) {
            aggregate.close();
            tables.heads().put(batch, aggregate.id, aggregate.lastSequence);
        }
        if (batch.count() > 0) {
            tables.database().write(batch);
        }
        if (purges) {
            tables.heads().purged();
        }
        aggregates.forEach((id, aggregate) -> tables.heads().written(id, aggregate.lastSequence));
    }

    /** The size of the batch. */
    long bytes() {
        return batch.getDataSize();
    }

    boolean purges() {
        return purges;
    }

    boolean beginsLater() {
        return beginsLater;
    }

    List<EventWithToken> appended() {
        return appended;
    }

    long nextToken() {
        return nextToken;
    }

    long highestMillis() {
        return highestMillis;
    }

    @Override
    public void close() {
        batch.close();
    }

    /** The consecutive events of one aggregate in this group. */
    private final class AggregateRun {
        private final byte[] id;
        private final Frames frames = new Frames();
        private long firstSequence;
        private long lastSequence;

        AggregateRun(byte[] id) {
            this.id = id;
        }

        void add(long token, EncodedEvent encoded) throws RocksDBException {
            lastSequence = encoded.event().getAggregateSequenceNumber();
            if (frames.isEmpty()) {
                firstSequence = lastSequence;
            }
            frames.addTokenAndEvent(token, encoded.bytes());
            if (frames.isFull()) {
                close();
            }
        }

        void close() throws RocksDBException {
            if (!frames.isEmpty()) {
                tables.aggregates().put(batch, id, firstSequence, frames.toBytes());
                frames.clear();
            }
        }
    }
}
