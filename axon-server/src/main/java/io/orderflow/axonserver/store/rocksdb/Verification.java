package io.orderflow.axonserver.store.rocksdb;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.rocksdb.RocksIterator;

/**
 * Reads a whole store, and compares what its families say of one another. The log is read first; what the others must
 * hold follows from it, and takes a few numbers of memory an aggregate.
 */
final class Verification {

    /** More are as good as these. */
    private static final int MAX_PROBLEMS = 100;

    private final Database database;
    private final List<String> problems = new ArrayList<>();
    private final List<byte[]> snapshotsBeyondLog = new ArrayList<>();
    private final Map<String, Aggregate> aggregates = new HashMap<>();
    private final TreeMap<Long, Long> times = new TreeMap<>();
    private boolean snapshotsLieWithinLog;
    private long nextToken;
    private long highestMillis = TimeIndex.NO_TIME;

    Verification(Database database) {
        this.database = database;
    }

    /** Reads the store; to be called once. */
    Findings findings() {
        nextToken = new Properties(database).firstToken();
        snapshotsLieWithinLog = new Properties(database).hasSnapshotsWithinLog();
        boolean logIsReadable = read(Family.EVENTS, this::checkRun);
        read(Family.SCHEDULES, (key, value) -> EventLog.parse(value, 0, value.length));
        read(Family.STREAMS, (key, value) -> StreamDefinitions.parse(value));
        read(Family.SEGMENTS, (key, value) -> StreamSegments.progress(value));
        if (logIsReadable) {
            read(Family.AGGREGATES, this::checkAggregateRun);
            read(Family.HEADS, this::checkHead);
            read(Family.TIMES, this::checkTime);
            read(Family.SNAPSHOTS, this::checkSnapshot);
            aggregates.forEach(this::checkComplete);
            times.forEach((millis, token) -> report(Family.TIMES, "lacks the time " + millis + " of token " + token));
        }
        return new Findings(List.copyOf(problems), notes());
    }

    private List<String> notes() {
        return snapshotsBeyondLog.isEmpty()
                ? List.of()
                : List.of(snapshotsBeyondLog.size()
                        + " snapshots, which an earlier version took, are of events that the log does not have, the first of "
                        + Keys.aggregateIdOf(snapshotsBeyondLog.getFirst()) + " at "
                        + Keys.sequenceOf(snapshotsBeyondLog.getFirst()) + "; the server removes them when it starts");
    }

    private void report(Family family, String problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(family.storedText() + ": " + problem);
        }
    }

    /** Answers whether all of a family could be read. */
    private boolean read(Family family, Entries entries) {
        try {
            return database.scan(family, iterator -> {
                readAll(family, iterator, entries);
                return true;
            });
        } catch (StoreException e) {
            report(family, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void readAll(Family family, RocksIterator iterator, Entries entries) {
        for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
            try {
                entries.check(iterator.key(), iterator.value());
            } catch (StoreException | IndexOutOfBoundsException e) {
                report(family, "an entry cannot be read: " + e.getMessage());
            }
        }
    }

    private void checkRun(byte[] key, byte[] run) {
        long runToken = Keys.readLong(key, 0);
        if (runToken != nextToken) {
            report(Family.EVENTS, "after token " + (nextToken - 1) + " comes " + runToken);
        }
        nextToken = runToken;
        boolean raised = false;
        for (int offset = 0; offset < run.length; nextToken++) {
            int length = Keys.readInt(run, offset);
            offset += Integer.BYTES;
            Event event = EventLog.parse(run, offset, length);
            checkSequence(event, run, offset, length);
            raised |= event.getTimestamp() > highestMillis;
            highestMillis = Math.max(highestMillis, event.getTimestamp());
            offset += length;
        }
        if (raised) {
            times.put(highestMillis, runToken);
        }
    }

    private void checkSequence(Event event, byte[] bytes, int offset, int length) {
        String id = event.getAggregateIdentifier();
        if (!id.isEmpty()) {
            Aggregate aggregate = aggregates.computeIfAbsent(id, unknown -> new Aggregate());
            if (event.getAggregateSequenceNumber() != aggregate.inLog) {
                report(Family.EVENTS, "token " + nextToken + " has sequence number "
                        + event.getAggregateSequenceNumber() + " of " + id + ", expected " + aggregate.inLog);
            }
            aggregate.inLog = event.getAggregateSequenceNumber() + 1;
            aggregate.sumOfLog = sum(aggregate.sumOfLog, nextToken, bytes, offset, length);
        }
    }

    private void checkAggregateRun(byte[] key, byte[] run) {
        String id = Keys.aggregateIdOf(key);
        Aggregate aggregate = aggregates.get(id);
        if (aggregate == null) {
            report(Family.AGGREGATES, "has " + id + ", which is not in the log");
            return;
        }
        long sequence = Keys.sequenceOf(key);
        if (sequence != aggregate.inIndex) {
            report(Family.AGGREGATES, "after " + (aggregate.inIndex - 1) + " of " + id + " comes " + sequence);
        }
        for (int offset = 0; offset < run.length; sequence++) {
            long token = Keys.readLong(run, offset);
            int length = Keys.readInt(run, offset + Long.BYTES);
            offset += Long.BYTES + Integer.BYTES;
            aggregate.sumOfIndex = sum(aggregate.sumOfIndex, token, run, offset, length);
            offset += length;
        }
        aggregate.inIndex = sequence;
    }

    /** Depends on each event, its token and its place. */
    private static long sum(long before, long token, byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (before * 31 + token) * 31 + checksum.getValue();
    }

    private void checkHead(byte[] key, byte[] value) {
        String id = Keys.text(key, 0, key.length);
        Aggregate aggregate = aggregates.get(id);
        if (aggregate == null || Keys.readLong(value, 0) != aggregate.inLog - 1) {
            report(Family.HEADS, "says " + Keys.readLong(value, 0) + " of " + id + ", the log ends at "
                    + (aggregate == null ? "nothing" : aggregate.inLog - 1));
        }
        if (aggregate != null) {
            aggregate.hasHead = true;
        }
    }

    private void checkTime(byte[] key, byte[] value) {
        Long expected = times.remove(Keys.readLong(key, 0));
        if (expected == null || expected != Keys.readLong(value, 0)) {
            report(Family.TIMES, "says that the time " + Keys.readLong(key, 0) + " was reached with token "
                    + Keys.readLong(value, 0) + ", the log says " + (expected == null ? "nothing" : expected));
        }
    }

    private void checkSnapshot(byte[] key, byte[] value) {
        EventLog.parse(value, 0, value.length);
        Aggregate aggregate = aggregates.get(Keys.aggregateIdOf(key));
        boolean beyondLog = aggregate == null || Keys.sequenceOf(key) >= aggregate.inLog;
        if (beyondLog && !snapshotsLieWithinLog) {
            snapshotsBeyondLog.add(key);
        } else if (beyondLog) {
            report(Family.SNAPSHOTS, "one of " + Keys.aggregateIdOf(key) + " is at " + Keys.sequenceOf(key)
                    + ", which the log does not have");
        }
    }

    private void checkComplete(String id, Aggregate aggregate) {
        if (aggregate.inIndex != aggregate.inLog || aggregate.sumOfIndex != aggregate.sumOfLog) {
            report(Family.AGGREGATES, "does not have the events of " + id + " that the log has");
        }
        if (!aggregate.hasHead) {
            report(Family.HEADS, "lacks " + id);
        }
    }

    /** What the log and the index hold of an aggregate: the next sequence number, and a sum over the events. */
    private static final class Aggregate {
        private long inLog;
        private long sumOfLog;
        private long inIndex;
        private long sumOfIndex;
        private boolean hasHead;
    }

    /** A check of each entry of a family. */
    private interface Entries {
        void check(byte[] key, byte[] value);
    }
}
