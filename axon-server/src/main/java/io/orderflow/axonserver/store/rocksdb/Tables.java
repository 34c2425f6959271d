package io.orderflow.axonserver.store.rocksdb;

/** The column families of one database, each behind its class. */
record Tables(Database database, EventLog events, AggregateIndex aggregates, AggregateHeads heads, TimeIndex times,
        Snapshots snapshots, Schedules schedules, Properties properties, StreamDefinitions streams,
        StreamSegments segments) {

    static Tables of(Database database) {
        AggregateHeads heads = new AggregateHeads(database);
        return new Tables(database, new EventLog(database), new AggregateIndex(database, heads), heads,
                new TimeIndex(database), new Snapshots(database), new Schedules(database), new Properties(database),
                new StreamDefinitions(database), new StreamSegments(database));
    }
}
