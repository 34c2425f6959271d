package io.orderflow.platform.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A collection that finds the documents of a sorted list in an index, as far as the list goes, and reads no others; and
 * that finds and replaces documents by id without looking at what is in them. What else is asked is done as ever: by id,
 * or by reading all documents. Thread-safe: every query and every change has it alone. A document that is replaced is
 * not changed, so that who is still sending it sends it whole.
 */
final class IndexedCollection extends AbstractSynchronizedMongoCollection<Integer> {

    private static final String ID = IdIndex.ID;
    /** On MongoDB proper the index that every collection has serves lists by id too; here it finds single ones only. */
    private static final String ORDER_OF_IDS = "_id_order";

    private final Positions documents = new Positions();
    private @Nullable IdIndex ids;
    private final List<Index<Integer>> others = new ArrayList<>();
    /** Those of the others that lists are read off. */
    private final List<SortedIndex> sorted = new ArrayList<>();

    IndexedCollection(MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
        super(database, name, options, cursors);
    }

    @Override
    public synchronized void addIndex(Index<Integer> index) {
        int before = getNumIndexes();
        super.addIndex(index);
        // One of a name that is there already has been passed over.
        if (getNumIndexes() > before) {
            remember(index);
        }
    }

    private void remember(Index<Integer> added) {
        if (added instanceof IdIndex byId) {
            ids = byId;
        } else {
            others.add(added);
        }
        if (added instanceof SortedIndex inOrder) {
            sorted.add(inOrder);
        }
    }

    private boolean isKnown(String name) {
        return sorted.stream().anyMatch(index -> index.getName().equals(name));
    }

    @Override
    public synchronized void dropIndex(String name) {
        super.dropIndex(name);
        sorted.removeIf(index -> index.getName().equals(name));
        others.removeIf(index -> index.getName().equals(name));
        if (ids != null && ids.getName().equals(name)) {
            ids = null;
        }
    }

    @Override
    public synchronized void drop() {
        if (isKnown(ORDER_OF_IDS)) {
            dropIndex(ORDER_OF_IDS);
        }
        super.drop();
    }

    @Override
    public synchronized Document updateDocuments(Document selector, Document update, ArrayFilters filters,
            boolean isMulti, boolean isUpsert, Oplog oplog) {
        IdIndex index = ids;
        Replacement replacement = index == null || isMulti ? null : Replacement.of(selector, update).orElse(null);
        if (index == null || replacement == null) {
            return super.updateDocuments(selector, update, filters, isMulti, isUpsert, oplog);
        }
        Integer position = index.positionOf(replacement.id());
        if (position != null && !hasBesidesId(documents.get(position), selector)) {
            // Where it is to be inserted, its id is taken.
            return super.updateDocuments(selector, update, filters, false, isUpsert, oplog);
        }
        if (position != null) {
            boolean changed = replace(position, replacement);
            oplog.handleUpdate(getFullName(), selector, update, changed ? List.of(replacement.id()) : List.of());
            return new Document("n", 1).append("nModified", changed ? 1 : 0);
        }
        Document nothing = new Document("n", 0).append("nModified", 0);
        if (!isUpsert) {
            return nothing;
        }
        index.put(replacement.id(), add(replacement.document()));
        oplog.handleInsert(getFullName(), List.of(replacement.document()));
        return nothing.append("upserted", replacement.id());
    }

    private boolean hasBesidesId(Document document, Document query) {
        return query.size() == 1 || documentMatchesQuery(document, query);
    }

    private boolean replace(int position, Replacement replacement) {
        Document before = documents.get(position);
        Document after = replacement.document();
        others.forEach(index -> index.checkUpdate(before, after, this));
        others.forEach(index -> index.updateInPlace(before, after, position, this));
        documents.replace(position, after);
        return replacement.changes(before);
    }

    private int add(Document document) {
        others.forEach(index -> index.checkAdd(document, this));
        int position = documents.add(document);
        others.forEach(index -> index.add(document, position, this));
        return position;
    }

    @Override
    protected QueryResult queryDocuments(Document query, Document orderBy, int skip, int limit, int batchSize,
            Document fields) {
        boolean isWhole = skip == 0 && (fields == null || fields.isEmpty());
        if (orderBy == null || orderBy.isEmpty()) {
            return (isWhole ? byId(query) : Optional.<Stream<Document>>empty())
                    .map(found -> limit > 0 ? found.limit(limit) : found)
                    .map(found -> createQueryResult(found.toList(), batchSize))
                    .orElseGet(() -> super.queryDocuments(query, orderBy, skip, limit, batchSize, fields));
        }
        Optional<SortedIndex.Scan> scan = best(new Conditions(query), orderBy);
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

    /** The documents that the query finds, where it names ids that are strings. */
    private Optional<Stream<Document>> byId(Document query) {
        IdIndex index = ids;
        return index == null
                ? Optional.empty()
                : Conditions.idsOf(query)
                        .map(wanted -> wanted.stream()
                                .map(index::positionOf)
                                .filter(Objects::nonNull)
                                .map(documents::get)
                                .filter(document -> hasBesidesId(document, query)));
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

    @Override
    protected QueryResult matchDocuments(Document query, Document orderBy, int skip, int limit, int batchSize,
            Document fields) {
        Stream<Document> all = isNaturalDescending(orderBy) ? documents.allBackwards() : documents.all();
        return matchDocumentsFromStream(all, query, orderBy, skip, limit, batchSize, fields);
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
        return documents.add(document);
    }

    @Override
    protected Document getDocument(Integer position) {
        return documents.get(position);
    }

    @Override
    protected void removeDocument(Integer position) {
        sorted.forEach(index -> index.remove(getDocument(position), position));
        documents.remove(position);
    }

    @Override
    protected void handleUpdate(Integer position, Document before, Document after) {
        // The document at this position has become the other one.
    }

    @Override
    protected Stream<DocumentWithPosition<Integer>> streamAllDocumentsWithPosition() {
        return documents.allWithPositions();
    }

    @Override
    public synchronized int count() {
        return documents.count();
    }

    /** Nobody asks how large the documents are, and to know it each would be encoded twice more whenever it changes. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int difference) {
        throw new UnsupportedOperationException("Data sizes are not tracked");
    }

    @Override
    protected int getDataSize() {
        return 0;
    }
}
