package io.orderflow.platform.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A collection that finds the documents of a sorted list in an index, as far as the list goes, and reads no others. What
 * no index has in order is found as ever: by id, or among all documents. Thread-safe as the collection that it extends:
 * every query and every change has it alone.
 */
final class IndexedCollection extends MemoryCollection {

    private static final String ID = "_id";
    /** On MongoDB proper the index that every collection has serves lists by id too; here it finds single ones only. */
    private static final String ORDER_OF_IDS = "_id_order";

    private final List<SortedIndex> sorted = new ArrayList<>();

    IndexedCollection(MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
        super(database, name, options, cursors);
    }

    @Override
    public synchronized void addIndex(Index<Integer> index) {
        int before = getNumIndexes();
        super.addIndex(index);
        // One of a name that is there already has been passed over.
        if (index instanceof SortedIndex added && getNumIndexes() > before) {
            sorted.add(added);
        }
    }

    private boolean isKnown(String name) {
        return sorted.stream().anyMatch(index -> index.getName().equals(name));
    }

    @Override
    public synchronized void dropIndex(String name) {
        super.dropIndex(name);
        sorted.removeIf(index -> index.getName().equals(name));
    }

    @Override
    public synchronized void drop() {
        if (isKnown(ORDER_OF_IDS)) {
            dropIndex(ORDER_OF_IDS);
        }
        super.drop();
    }

    @Override
    protected void removeDocument(Integer position) {
        sorted.forEach(index -> index.remove(getDocument(position), position));
        super.removeDocument(position);
    }

    @Override
    protected QueryResult queryDocuments(Document query, Document orderBy, int skip, int limit, int batchSize,
            Document fields) {
        Optional<SortedIndex.Scan> scan = orderBy == null || orderBy.isEmpty()
                ? Optional.empty()
                : best(new Conditions(query), orderBy);
        if (scan.isEmpty()) {
            return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
        long enough = limit > 0 ? (long) skip + limit : Long.MAX_VALUE;
        Stream<Document> first = scan.get()
                .ranges()
                .stream()
                .flatMap(range -> range
                        .map(this::getDocument)
                        .filter(document -> documentMatchesQuery(document, query))
                        .limit(enough));
        return matchDocumentsFromStream(first, query, orderBy, skip, limit, batchSize, fields);
    }

    private Optional<SortedIndex.Scan> best(Conditions conditions, Document orderBy) {
        if (!conditions.equalTo(ID).isEmpty()) {
            return Optional.empty();
        }
        if (orderBy.keySet().iterator().next().equals(ID) && !isKnown(ORDER_OF_IDS)) {
            addIndex(new SortedIndex(ORDER_OF_IDS, List.of(new IndexKey(ID, true))));
        }
        return sorted.stream()
                .flatMap(index -> index.scan(conditions, orderBy).stream())
                .max(Comparator.comparingInt(SortedIndex.Scan::fixedFields));
    }
}
