package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import io.orderflow.mongoserver.query.IndexShape;
import io.orderflow.mongoserver.store.ColumnFamily;
import io.orderflow.mongoserver.store.KeyBuffer;
import io.orderflow.mongoserver.store.RecordId;
import io.orderflow.mongoserver.store.SortKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An index whose entries are sorted keys. A document has one entry for each value where a field of the index has
 * several. Used under its collection's lock, but for {@link #shape}, which any thread may call.
 */
final class StoredIndex extends Index<RecordId> {

    static final int MISSING = -1;

    private final RocksCollection collection;
    private final boolean unique;
    private final IndexEntries entries;

    StoredIndex(String name, List<IndexKey> keys, boolean sparse, boolean unique, RocksCollection collection) {
        super(name, keys, sparse);
        this.collection = collection;
        this.unique = unique;
        this.entries = collection.entriesOf(name);
    }

    IndexShape shape() {
        return new IndexShape(entries.number(), getKeys(), isSparse(), entries.isManyValued());
    }

    /** Marks that every document is in the index from now on. */
    void markWhole() {
        entries.markWhole();
    }

    /** The keys of a document's entries, without its id. */
    private List<byte[]> keysOf(Document document) {
        List<@Nullable Object> values = new ArrayList<>(getKeys().size());
        for (IndexKey key : getKeys()) {
            values.add(valueOf(document, key.getKey()));
        }
        if (isSparse() && values.stream().allMatch(Missing.class::isInstance)) {
            return List.of();
        }
        if (values.stream().noneMatch(Collection.class::isInstance)) {
            return List.of(keyOf(values));
        }
        entries.markManyValued();
        Set<KeyValue> each = getKeyValues(document);
        return each.stream().map(one -> keyOf(one.stream().toList())).distinct().toList();
    }

    private static @Nullable Object valueOf(Document document, String path) {
        return path.indexOf('.') < 0
                ? document.getOrMissing(path)
                : Utils.getSubdocumentValueCollectionAware(document, path);
    }

    private byte[] keyOf(List<@Nullable Object> values) {
        KeyBuffer key = new KeyBuffer().addInt(entries.number());
        for (int i = 0; i < values.size(); i++) {
            SortKeys.add(key, values.get(i), getKeys().get(i).isAscending());
        }
        return key.toBytes();
    }

    private byte[] stored(byte[] key, RecordId id) {
        return unique ? key : new KeyBuffer().add(key).add(id.bytes()).toBytes();
    }

    @Override
    public @Nullable RecordId getPosition(Document document) {
        return null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<RecordId> owner) {
        requireIndexable(document, owner);
    }

    /** Refuses a document that the index cannot contain, before anything is changed. */
    private void requireIndexable(Document document, MongoCollection<RecordId> owner) {
        List<byte[]> keys = keysOf(document);
        if (!unique) {
            return;
        }
        RecordId id = collection.idOf(document);
        for (byte[] key : keys) {
            byte[] holder = collection.changes().inProgress().get(ColumnFamily.INDEXES, key);
            if (holder != null && !Arrays.equals(holder, id.bytes())) {
                throw new DuplicateKeyError(this, owner, getKeys(), new KeyValue(getKeys().stream()
                        .map(each -> valueOf(document, each.getKey())).toList()));
            }
        }
    }

    @Override
    public void add(Document document, RecordId position, MongoCollection<RecordId> owner) {
        if (!entries.isWhole()) {
            requireIndexable(document, owner);
            collection.changes().writeWhereLarge();
        }
        keysOf(document)
                .forEach(key -> collection.changes().inProgress().put(ColumnFamily.INDEXES, stored(key, position),
                        position.bytes()));
    }

    /** The number of entries that a document should have; a negative number where one of them is missing. */
    int entriesOf(Document document, RecordId id) {
        List<byte[]> keys = keysOf(document);
        return keys.stream().allMatch(key -> entries.hold(stored(key, id), id)) ? keys.size() : MISSING;
    }

    @Override
    public RecordId remove(Document document) {
        RecordId id = collection.idOf(document);
        keysOf(document)
                .forEach(key -> collection.changes().inProgress().delete(ColumnFamily.INDEXES, stored(key, id)));
        return id;
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<RecordId> owner) {
        requireIndexable(after, owner);
    }

    @Override
    public void updateInPlace(Document before, Document after, RecordId position, MongoCollection<RecordId> owner) {
        List<byte[]> old = keysOf(before);
        List<byte[]> changed = keysOf(after);
        old.stream()
                .filter(key -> !contains(changed, key))
                .forEach(key -> collection.changes().inProgress().delete(ColumnFamily.INDEXES, stored(key, position)));
        changed.stream()
                .filter(key -> !contains(old, key))
                .forEach(key -> collection.changes().inProgress().put(ColumnFamily.INDEXES, stored(key, position),
                        position.bytes()));
    }

    private static boolean contains(List<byte[]> keys, byte[] key) {
        return keys.stream().anyMatch(one -> Arrays.equals(one, key));
    }

    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<RecordId> getPositions(Document query) {
        throw new UnsupportedOperationException("Queries are planned");
    }

    @Override
    public long getCount() {
        return entries.count();
    }

    /** Whether it has to be filled. */
    @Override
    public boolean isEmpty() {
        return !entries.isWhole();
    }

    @Override
    public long getDataSize() {
        return entries.bytes();
    }

    @Override
    public void drop() {
        entries.drop();
    }

    @Override
    public boolean isUnique() {
        return unique;
    }
}
