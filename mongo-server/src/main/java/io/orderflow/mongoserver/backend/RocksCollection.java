package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.orderflow.mongoserver.store.Bson;
import io.orderflow.mongoserver.store.Catalog;
import io.orderflow.mongoserver.store.DocumentStore;
import io.orderflow.mongoserver.store.Documents;
import io.orderflow.mongoserver.store.FieldNames;
import io.orderflow.mongoserver.store.RecordId;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A collection in the store. One thread changes it at a time. The changes that one command makes to a document and its
 * index entries are written as a whole. Any number of threads read the collection meanwhile, and see the written
 * documents. The superclass expects that no other thread changes the collection during its change, and returns
 * documents that it may change: each document is decoded for its caller alone.
 */
final class RocksCollection extends AbstractMongoCollection<RecordId> {

    private static final Document ANY_ORDER = new Document();

    private final DocumentStore store;
    private final Catalog catalog;
    private final Cursors cursors;
    private final int number;
    private final Documents documents;
    private final StoredIndexes indexes = new StoredIndexes();
    private final CollectionChanges changes;
    private final Finder finder;

    RocksCollection(MongoDatabase database, String name, CollectionOptions options, Cursors cursors,
            DocumentStore store, Catalog catalog) {
        super(database, name, options, cursors.registry());
        this.store = store;
        this.catalog = catalog;
        this.cursors = cursors;
        this.number = catalog.collection(getFullName());
        this.documents = new Documents(store, number);
        this.changes = new CollectionChanges(store, catalog, number);
        this.finder = new Finder(this, number, store, documents);
    }

    @Nullable
    String idField() {
        return getIdField();
    }

    /** The id of a document. A collection whose documents have no ids of their own gives them some. */
    RecordId idOf(Document document) {
        return RecordId.of(getIdField() == null ? new ObjectId() : document.get(getIdField()));
    }

    boolean exists(RecordId id) {
        return documents.get(id, changes.inProgress()) != null;
    }

    CollectionChanges changes() {
        return changes;
    }

    @Override
    public void addDocument(Document document) {
        changes.runPart(() -> super.addDocument(document));
    }

    @Override
    public List<Document> insertDocuments(List<Document> added, boolean isOrdered) {
        return changes.make(() -> super.insertDocuments(added, isOrdered));
    }

    @Override
    public Document updateDocuments(Document selector, Document update, ArrayFilters filters, boolean isMulti,
            boolean isUpsert, Oplog oplog) {
        Optional<Replacement> replacement = isMulti ? Optional.empty() : Replacement.of(selector, update);
        return changes.make(() -> replacement.flatMap(whole -> replace(selector, whole, isUpsert)).orElseGet(() -> {
            // The superclass looks only among the written documents.
            changes.write();
            return super.updateDocuments(selector, update, filters, isMulti, isUpsert, oplog);
        }));
    }

    /**
     * Replaces a document as the superclass does, but reads of the stored one only the fields that the selector and the
     * indexes need; empty where the document with the id does not match the selector.
     */
    private Optional<Document> replace(Document selector, Replacement replacement, boolean isUpsert) {
        RecordId id = RecordId.of(replacement.id());
        byte[] before = documents.get(id, changes.inProgress());
        if (before != null && selector.size() > 1
                && !documentMatchesQuery(Bson.decode(before, FieldNames.of(selector.keySet())), selector)) {
            return Optional.empty();
        }
        changes.writeWhereLarge();
        Document answer = new Document("n", before == null ? 0 : 1).append("nModified", 0);
        if (before != null) {
            answer.append("nModified", replace(before, replacement.document(), id) ? 1 : 0);
        } else if (isUpsert) {
            super.addDocument(replacement.document());
            answer.append("upserted", replacement.id());
        }
        return Optional.of(answer);
    }

    /** Returns whether the document differs from the stored one. */
    private boolean replace(byte[] before, Document document, RecordId id) {
        byte[] after = Bson.encode(document);
        if (Arrays.equals(before, after)) {
            return false;
        }
        indexes.update(before, document, id, this);
        documents.put(id, after, changes.inProgress());
        return true;
    }

    @Override
    public Document findAndModify(Document query) {
        return changes.make(() -> super.findAndModify(query));
    }

    @Override
    public int deleteDocuments(Document selector, int limit, Oplog oplog) {
        return changes.make(() -> super.deleteDocuments(selector, limit, oplog));
    }

    @Override
    public void removeDocument(Document document) {
        changes.runPart(() -> super.removeDocument(document));
    }

    @Override
    public void addIndex(Index<RecordId> index) {
        changes.run(() -> {
            int before = getNumIndexes();
            super.addIndex(index);
            // The superclass skips an index whose name is there already.
            if (getNumIndexes() > before && index instanceof StoredIndex stored) {
                changes.write();
                stored.markWhole();
                indexes.add(stored);
                finder.forgetSlowQueries();
            }
        });
    }

    @Override
    public void dropIndex(String name) {
        changes.run(() -> {
            super.dropIndex(name);
            indexes.drop(name);
        });
    }

    @Override
    public void drop() {
        changes.run(() -> {
            super.drop();
            catalog.drop(getFullName());
            changes.forgetCount();
        });
    }

    @Override
    public void renameTo(MongoDatabase newDatabase, String newName) {
        changes.run(() -> {
            String before = getFullName();
            super.renameTo(newDatabase, newName);
            catalog.rename(before, getFullName());
        });
    }

    CollectionCheck check() {
        return new CollectionCheck(this, documents, indexes.all());
    }

    IndexEntries entriesOf(String index) {
        return new IndexEntries(catalog, store, number, index);
    }

    /** Drops the remains of other indexes after a crash. */
    void retainIndexes() {
        catalog.retainIndexes(number, indexes.names());
    }

    /**
     * Answers a query. A client's query has batches, also where it does not say so; a query of the server itself gets
     * all documents.
     */
    @Override
    public QueryResult handleQuery(QueryParameters query) {
        Document selector = query.getQuerySelector();
        if (query.getBatchSize() != 0 || !(selector.get("$query") instanceof Document asked)) {
            return super.handleQuery(query);
        }
        return queryDocuments(asked, (Document) selector.get("$orderby"), query.getNumberToSkip(), query.getLimit(),
                ScanCursor.FIRST_BATCH, query.getProjection());
    }

    @Override
    protected QueryResult queryDocuments(Document query, @Nullable Document orderBy, int skip, int limit, int batchSize,
            @Nullable Document fields) {
        Document order = orderBy == null ? ANY_ORDER : orderBy;
        if (batchSize == 0) {
            return new QueryResult(() -> find(query, order, skip, limit, fields).map(QueryMatch::document).iterator());
        }
        Iterator<QueryMatch> found = find(query, order, skip, limit, fields).iterator();
        List<Document> first = ScanCursor.take(found, batchSize);
        return found.hasNext() ? new QueryResult(first, cursors.open(found)) : new QueryResult(first);
    }

    private Stream<QueryMatch> find(Document query, Document order, int skip, int limit, @Nullable Document fields) {
        Stream<QueryMatch> found = finder.find(query, order, skip, limit, indexes.shapes());
        return fields == null || fields.isEmpty() ? found : found.map(one -> projected(one, fields));
    }

    /** All documents that the query finds, in any order, while the stream is read. */
    Stream<Document> find(Document query) {
        return find(query, ANY_ORDER, 0, 0, null).map(QueryMatch::document);
    }

    private QueryMatch projected(QueryMatch found, Document fields) {
        Document projected = super.matchDocumentsFromStream(Stream.of(found.document()), ANY_ORDER, ANY_ORDER, 0, 0, 0,
                fields).iterator().next();
        return new QueryMatch(projected, found.bytes());
    }

    /** Finds documents for the superclass; queries do not come this way. */
    @Override
    protected QueryResult matchDocuments(Document query, Document orderBy, int skip, int limit, int batchSize,
            Document fields) {
        return queryDocuments(query, orderBy, skip, limit, batchSize, fields);
    }

    @Override
    protected RecordId addDocumentInternal(Document document) {
        RecordId id = idOf(document);
        documents.put(id, Bson.encode(document), changes.inProgress());
        changes.added(1);
        return id;
    }

    @Override
    protected Document getDocument(RecordId id) {
        byte[] document = documents.get(id);
        return Bson.decode(Objects.requireNonNull(document, () -> "Nothing is at " + id));
    }

    @Override
    protected void removeDocument(RecordId id) {
        documents.remove(id, changes.inProgress());
        changes.added(-1);
    }

    @Override
    protected void handleUpdate(RecordId id, Document before, Document after) {
        documents.put(id, Bson.encode(after), changes.inProgress());
    }

    @Override
    protected Stream<DocumentWithPosition<RecordId>> streamAllDocumentsWithPosition() {
        return Finder.stream(documents.reader()).map(
                entry -> new DocumentWithPosition<>(Bson.decode(entry.value()), documents.idOf(entry.key())));
    }

    @Override
    public int count() {
        return (int) Math.min(Integer.MAX_VALUE, changes.count());
    }

    /** The database tells the size of the data, so it is not kept here. */
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
        return (int) Math.min(Integer.MAX_VALUE, documents.bytes());
    }
}
