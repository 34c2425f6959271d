package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.orderflow.mongoserver.query.Plan;
import io.orderflow.mongoserver.query.Planner;
import io.orderflow.mongoserver.store.Bson;
import io.orderflow.mongoserver.store.Catalog;
import io.orderflow.mongoserver.store.Catalog.IndexEntry;
import io.orderflow.mongoserver.store.Change;
import io.orderflow.mongoserver.store.DocumentStore;
import io.orderflow.mongoserver.store.Documents;
import io.orderflow.mongoserver.store.Family;
import io.orderflow.mongoserver.store.KeyRange;
import io.orderflow.mongoserver.store.KeyReader;
import io.orderflow.mongoserver.store.RecordId;
import io.orderflow.mongoserver.store.StoreFailure;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A collection in the store. One thread changes it at a time, and what one command changes of a document and of its index
 * entries is written as a whole; any number of threads read it meanwhile, and see what is written. The superclass expects
 * that nobody changes the collection while it changes it, and gives documents away that it may change: each is decoded for
 * the one who asks.
 */
final class RocksCollection extends AbstractMongoCollection<RecordId> {

    private static final Logger LOG = LoggerFactory.getLogger(RocksCollection.class);

    /** What MongoDB sends first where a client does not say how many it wants. */
    private static final int FIRST_BATCH = 101;
    /** A change of many documents is written in parts of this size: MongoDB does not write it as a whole either. */
    private static final int CHANGE_BYTES = 4 << 20;
    private static final Document ANY_ORDER = new Document();

    private final DocumentStore store;
    private final Catalog catalog;
    private final Cursors cursors;
    private final int number;
    private final Documents documents;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<StoredIndex> indexes = new CopyOnWriteArrayList<>();
    private final Set<String> slowQueries = ConcurrentHashMap.newKeySet();
    private @Nullable Change change;
    /** How many more documents there are when the change in progress is written. */
    private long added;
    private volatile long count;

    RocksCollection(MongoDatabase database, String name, CollectionOptions options, Cursors cursors,
            DocumentStore store, Catalog catalog) {
        super(database, name, options, cursors.registry());
        this.store = store;
        this.catalog = catalog;
        this.cursors = cursors;
        this.number = catalog.collection(getFullName());
        this.documents = new Documents(store, number);
        this.count = catalog.count(number);
    }

    @Nullable
    String idField() {
        return getIdField();
    }

    /** A collection whose documents have no ids of their own gives them some. */
    RecordId idOf(Document document) {
        return RecordId.of(getIdField() == null ? new ObjectId() : document.get(getIdField()));
    }

    boolean exists(RecordId id) {
        return documents.get(id, change()) != null;
    }

    /** The change in progress, for whoever has the lock. */
    Change change() {
        return Objects.requireNonNull(change, "No change is in progress");
    }

    /** Runs a change alone and writes what it has changed, also where it refuses to go on. */
    private <T> T changing(Supplier<T> work) {
        lock.lock();
        try {
            if (change != null) {
                return work.get();
            }
            try (Change made = store.change()) {
                change = made;
                T result;
                try {
                    result = work.get();
                } catch (StoreFailure failed) {
                    throw failed;
                } catch (MongoServerException refused) {
                    write(made);
                    throw refused;
                }
                write(made);
                return result;
            } finally {
                change = null;
                added = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(Change made) {
        if (made.bytes() > 0) {
            catalog.putCount(made, number, count + added);
            made.write();
            count += added;
            added = 0;
        }
    }

    /** To be called between two documents. */
    void writeWhereLarge() {
        if (change().bytes() > CHANGE_BYTES) {
            write(change());
        }
    }

    @Override
    public void addDocument(Document document) {
        changing(() -> {
            super.addDocument(document);
            writeWhereLarge();
            return true;
        });
    }

    @Override
    public List<Document> insertDocuments(List<Document> added, boolean isOrdered) {
        return changing(() -> super.insertDocuments(added, isOrdered));
    }

    @Override
    public Document updateDocuments(Document selector, Document update, ArrayFilters filters, boolean isMulti,
            boolean isUpsert, Oplog oplog) {
        Replacement replacement = isMulti ? null : Replacement.of(selector, update).orElse(null);
        return changing(() -> replacement == null || !isFoundById(selector, replacement)
                ? super.updateDocuments(selector, update, filters, isMulti, isUpsert, oplog)
                : replace(replacement, isUpsert));
    }

    /** Whether the document with the id, where there is one, is one that the selector finds. */
    private boolean isFoundById(Document selector, Replacement replacement) {
        if (selector.size() == 1) {
            return true;
        }
        byte[] stored = documents.get(RecordId.of(replacement.id()), change());
        return stored == null || documentMatchesQuery(Bson.decode(stored), selector);
    }

    /** What the superclass does too, without looking at what is in the documents where no index needs it. */
    private Document replace(Replacement replacement, boolean isUpsert) {
        RecordId id = RecordId.of(replacement.id());
        byte[] before = documents.get(id, change());
        Document answer = new Document("n", before == null ? 0 : 1).append("nModified", 0);
        if (before == null) {
            if (isUpsert) {
                super.addDocument(replacement.document());
                answer.append("upserted", replacement.id());
            }
            return answer;
        }
        byte[] after = Bson.encode(replacement.document());
        if (Arrays.equals(before, after)) {
            return answer;
        }
        if (!indexes.isEmpty()) {
            Document old = Bson.decode(before);
            indexes.forEach(index -> index.checkUpdate(old, replacement.document(), this));
            indexes.forEach(index -> index.updateInPlace(old, replacement.document(), id, this));
        }
        documents.put(id, after, change());
        return answer.append("nModified", 1);
    }

    @Override
    public Document findAndModify(Document query) {
        return changing(() -> super.findAndModify(query));
    }

    @Override
    public int deleteDocuments(Document selector, int limit, Oplog oplog) {
        return changing(() -> super.deleteDocuments(selector, limit, oplog));
    }

    @Override
    public void removeDocument(Document document) {
        changing(() -> {
            super.removeDocument(document);
            writeWhereLarge();
            return true;
        });
    }

    @Override
    public void addIndex(Index<RecordId> index) {
        changing(() -> {
            int before = getNumIndexes();
            super.addIndex(index);
            // One of a name that is there already has been passed over.
            if (getNumIndexes() > before && index instanceof StoredIndex stored) {
                write(change());
                stored.isWhole();
                indexes.add(stored);
                slowQueries.clear();
            }
            return true;
        });
    }

    @Override
    public void dropIndex(String name) {
        changing(() -> {
            super.dropIndex(name);
            indexes.removeIf(index -> index.getName().equals(name));
            return true;
        });
    }

    @Override
    public void drop() {
        changing(() -> {
            super.drop();
            catalog.drop(getFullName());
            count = 0;
            return true;
        });
    }

    @Override
    public void renameTo(MongoDatabase newDatabase, String newName) {
        changing(() -> {
            String before = getFullName();
            super.renameTo(newDatabase, newName);
            catalog.rename(before, getFullName());
            return true;
        });
    }

    IndexEntry entryOf(String index) {
        return catalog.index(number, index);
    }

    void update(String index, IndexEntry entry) {
        catalog.update(number, index, entry);
    }

    void dropEntries(String index) {
        catalog.dropIndex(number, index);
    }

    /** Drops what a crash has left of other indexes. */
    void retainIndexes() {
        catalog.retainIndexes(number, indexes.stream().map(Index::getName).collect(Collectors.toSet()));
    }

    long entries(KeyRange range) {
        long entries = 0;
        for (Iterator<KeyReader.Entry> reader = new KeyReader(store, Family.INDEXES, range, false); reader
                .hasNext(); reader
                        .next()) {
            entries++;
        }
        return entries;
    }

    long bytesOf(KeyRange range) {
        return store.approximateBytes(Family.INDEXES, range);
    }

    /** A client's query has batches, also where it says nothing of them; who asks in here gets all. */
    @Override
    public QueryResult handleQuery(QueryParameters query) {
        Document selector = query.getQuerySelector();
        if (query.getBatchSize() != 0 || !(selector.get("$query") instanceof Document asked)) {
            return super.handleQuery(query);
        }
        return queryDocuments(asked, (Document) selector.get("$orderby"), query.getNumberToSkip(), query.getLimit(),
                FIRST_BATCH, query.getProjection());
    }

    @Override
    protected QueryResult queryDocuments(Document query, @Nullable Document orderBy, int skip, int limit, int batchSize,
            @Nullable Document fields) {
        Document order = orderBy == null ? ANY_ORDER : orderBy;
        if (batchSize == 0) {
            return new QueryResult(() -> map(find(query, order, skip, limit, fields)));
        }
        Iterator<Found> found = find(query, order, skip, limit, fields);
        List<Document> first = ScanCursor.take(found, batchSize);
        if (!found.hasNext()) {
            return new QueryResult(first);
        }
        Cursor rest = cursors.open(found);
        return new QueryResult(first, rest);
    }

    private static Iterator<Document> map(Iterator<Found> found) {
        return stream(found).map(Found::document).iterator();
    }

    private static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
    }

    private Iterator<Found> find(Document query, Document order, int skip, int limit, @Nullable Document fields) {
        Planner planner = new Planner(number, getIdField(), query, order);
        Plan plan = planner.plan(indexes.stream().map(StoredIndex::shape).toList());
        if (plan instanceof Plan.All && !(query.isEmpty() && order.isEmpty())) {
            tellOnce(planner);
        }
        Predicate<Found> matches = one -> documentMatchesQuery(one.document(), query);
        Iterator<Found> found = stream(Candidates.of(plan, store, documents)).filter(matches).iterator();
        if (!plan.inOrder() && !order.isEmpty()) {
            found = Sorting.first(limit == 0 ? 0 : (long) skip + limit, found, order);
        }
        Stream<Found> wanted = stream(found).skip(skip);
        if (limit > 0) {
            wanted = wanted.limit(limit);
        }
        return (fields == null || fields.isEmpty() ? wanted : wanted.map(one -> projected(one, fields))).iterator();
    }

    private Found projected(Found found, Document fields) {
        Document projected = super.matchDocumentsFromStream(Stream.of(found.document()), ANY_ORDER, ANY_ORDER, 0, 0, 0,
                fields).iterator().next();
        return new Found(projected, found.bytes());
    }

    private void tellOnce(Planner planner) {
        if (!getCollectionName().startsWith("system.") && slowQueries.add(planner.describe())) {
            LOG.info("Reads all of {} for each query of this form, since no index serves it: {}", getFullName(),
                    planner.describe());
        }
    }

    /** Queries are answered without it. */
    @Override
    protected QueryResult matchDocuments(Document query, Document orderBy, int skip, int limit, int batchSize,
            Document fields) {
        return queryDocuments(query, orderBy, skip, limit, batchSize, fields);
    }

    @Override
    protected RecordId addDocumentInternal(Document document) {
        RecordId id = idOf(document);
        documents.put(id, Bson.encode(document), change());
        added++;
        return id;
    }

    @Override
    protected Document getDocument(RecordId id) {
        byte[] document = documents.get(id);
        return Bson.decode(Objects.requireNonNull(document, () -> "Nothing is at " + id));
    }

    @Override
    protected void removeDocument(RecordId id) {
        documents.remove(id, change());
        added--;
    }

    @Override
    protected void handleUpdate(RecordId id, Document before, Document after) {
        documents.put(id, Bson.encode(after), change());
    }

    @Override
    protected Stream<DocumentWithPosition<RecordId>> streamAllDocumentsWithPosition() {
        return stream(new KeyReader(store, Family.DOCUMENTS, documents.all(), false)).map(
                entry -> new DocumentWithPosition<>(Bson.decode(entry.value()), documents.idOf(entry.key())));
    }

    @Override
    public int count() {
        return (int) Math.min(Integer.MAX_VALUE, count);
    }

    /** Its size is asked of the database, not kept. */
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
        return (int) Math.min(Integer.MAX_VALUE, store.approximateBytes(Family.DOCUMENTS, documents.all()));
    }
}
