package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.backend.DocumentComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Sorts documents that no index has in order, in memory, and keeps only as many as the query asks for. */
final class DocumentSorter {

    private DocumentSorter() {}

    /**
     * The first documents in that order.
     *
     * @param count 0 for all
     * @throws de.bwaldvogel.mongo.exception.MongoServerError where they exceed the limit of the memory
     */
    static Iterator<QueryMatch> first(long count, Iterator<QueryMatch> found, Document orderBy) {
        Comparator<QueryMatch> order = Comparator.comparing(QueryMatch::document,
                new DocumentComparator(orderBy));
        List<QueryMatch> kept = new ArrayList<>();
        StageMemory memory = new StageMemory("Sort without an index in this order");
        while (found.hasNext()) {
            QueryMatch one = found.next();
            kept.add(one);
            memory.add(one.bytes());
            if (count > 0 && kept.size() >= 2 * count + 64) {
                memory.remove(keepFirst(kept, count, order));
            }
        }
        kept.sort(order);
        return kept.iterator();
    }

    /** Keeps the first documents. Returns the size of the others in bytes. */
    private static long keepFirst(List<QueryMatch> kept, long count, Comparator<QueryMatch> order) {
        kept.sort(order);
        List<QueryMatch> others = kept.subList((int) count, kept.size());
        long bytes = others.stream().mapToLong(QueryMatch::bytes).sum();
        others.clear();
        return bytes;
    }
}
