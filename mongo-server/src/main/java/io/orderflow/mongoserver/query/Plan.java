package io.orderflow.mongoserver.query;

import io.orderflow.mongoserver.store.ColumnFamily;
import io.orderflow.mongoserver.store.KeyRange;
import io.orderflow.mongoserver.store.RecordId;
import java.util.List;

/** The documents that have to be read to answer a query: all documents of its result are among them. */
public sealed interface Plan {

    /** Whether the documents come in the order that the query asks for. */
    boolean inOrder();

    /** The documents with these ids. */
    record Ids(List<RecordId> ids, boolean inOrder) implements Plan {}

    /**
     * The documents whose keys, or whose index entries, are in the ranges.
     *
     * @param repeats whether the same document may come several times
     */
    record Ranges(ColumnFamily family, List<KeyRange> ranges, boolean backwards, boolean inOrder, boolean repeats)
            implements
            Plan {}

    /** All documents of the collection, since no index serves. */
    record FullScan(KeyRange range, boolean backwards, boolean inOrder) implements Plan {}
}
