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
    static Iterator<FoundDocument> first(long count, Iterator<FoundDocument> found, Document orderBy) {
        Comparator<FoundDocument> order = Comparator.comparing(FoundDocument::document,
                new DocumentComparator(orderBy));
        List<FoundDocument> kept = new ArrayList<>();
        StageMemory memory = new StageMemory("Sort without an index in this order");
        while (found.hasNext()) {
            FoundDocument one = found.next();
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
    private static long keepFirst(List<FoundDocument> kept, long count, Comparator<FoundDocument> order) {
        kept.sort(order);
        List<FoundDocument> others = kept.subList((int) count, kept.size());
        long bytes = others.stream().mapToLong(FoundDocument::bytes).sum();
        others.clear();
        return bytes;
    }
}
