package io.orderflow.mongoserver.query;

import io.orderflow.mongoserver.store.Family;
import io.orderflow.mongoserver.store.KeyRange;
import io.orderflow.mongoserver.store.RecordId;
import java.util.List;

/**
 * Which documents have to be looked at to answer a query: all that it finds are among them.
 */
public sealed interface Plan {

    /** Whether they come in the order that is asked for. */
    boolean inOrder();

    /** The documents with these ids. */
    record Ids(List<RecordId> ids, boolean inOrder) implements Plan {}

    /**
     * Those whose keys, or whose index entries, are in the ranges.
     *
     * @param repeats whether the same document may come several times
     */
    record Ranges(Family family, List<KeyRange> ranges, boolean backwards, boolean inOrder, boolean repeats)
            implements
            Plan {}

    /** All documents of the collection, since no index serves. */
    record All(KeyRange range, boolean backwards, boolean inOrder) implements Plan {}
}
