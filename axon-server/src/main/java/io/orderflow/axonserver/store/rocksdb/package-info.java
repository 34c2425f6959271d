/**
 * The store on RocksDB. One thread writes ({@link io.orderflow.axonserver.store.rocksdb.GroupCommit}); any thread
 * reads.
 * Every change is one RocksDB batch, synced once, over these column families. Numbers are big-endian, so that the
 * order of
 * the bytes is the order of the numbers.
 *
 * <pre>
 * events      first token (8)                          → frames of a run of consecutive events, in token order
 *             a frame: length (4) | Event
 *
 * aggregates  id length (2) | id | first sequence (8)  → frames of a run of consecutive events of the aggregate
 *             a frame: token (8) | length (4) | Event
 *
 * heads       id                                       → highest sequence (8)
 *
 * times       highest timestamp so far (8)             → first token of the run that reached it (8)
 *
 * snapshots   id length (2) | id | sequence (8)        → Event
 *
 * schedules   due (8) | random (16)                    → Event; the key in hex is the schedule's token
 *
 * streams     id                                       → CreateStreamRequest, the definition of a persistent stream
 *
 * segments    id length (4) | id | layout (4) | segment (4)
 *                                                      → acknowledged (8) | passed (8) | replayed until (8), tokens
 *
 * default     "format"                                 → the version of this layout
 *             "first token"                            → first token (8) after a purge
 *             "properties"                             → what is known about the context
 *             "snapshots within log"                   → there where no snapshot is beyond its aggregate's last event
 * </pre>
 *
 * <p>An event is kept twice, by token and by aggregate, so that both the tracking of all events and the load of one
 * aggregate are range scans; compression takes back most of the room. The events of one group commit share an entry,
 * which
 * is why appending many small transactions at once costs a few entries, not many. {@code times} needs an entry only
 * when the
 * highest timestamp rises: the first event at or after an instant is the first one to raise the highest timestamp to
 * it,
 * however unordered the clocks of the clients are.
 *
 * <p>A persistent stream whose segments change in number gets a new layout, numbered one higher. The layouts before it
 * stay as long as one of their segments is ahead of the new ones. Version 1 of this layout had no {@code streams}
 * and no
 * {@code segments}: both are empty in a store that comes from it.
 */
@NullMarked
package io.orderflow.axonserver.store.rocksdb;

import org.jspecify.annotations.NullMarked;
