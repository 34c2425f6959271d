package io.orderflow.service.aggregate;

/**
 * An aggregate that may get so many events that it needs snapshots. Its snapshot is a record under a stable name with a
 * revision, and is read like an event: the aggregate has an event sourcing handler for it, which replaces all earlier
 * events. A change of the record's shape raises its revision, and snapshots of another revision are skipped.
 */
public interface Snapshotted {

    /** The bean that knows which snapshots can be read, to be named in the aggregate's annotation. */
    String FILTER = "readableSnapshots";

    /** Everything that the aggregate remembers; shares nothing mutable with it. */
    Object state();
}
