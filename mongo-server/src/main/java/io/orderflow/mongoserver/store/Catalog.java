package io.orderflow.mongoserver.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The collections and indexes of the store, and the numbers with which their keys begin. A number is never given twice,
 * so that the remains of a dropped collection or index belong to no other one. Thread-safe.
 */
public final class Catalog {

    private static final String COLLECTION = "collection/";
    private static final String COUNT = "count/";
    private static final String INDEX = "index/";
    private static final byte[] NUMBER = "number".getBytes(UTF_8);
    private static final int WHOLE = 1;
    private static final int MANY_VALUED = 2;

    private final DocumentStore store;
    private final Map<String, Integer> collections = new ConcurrentHashMap<>();
    private final Map<String, IndexEntry> indexes = new ConcurrentHashMap<>();
    private int highest;

    /**
     * The state of an index.
     *
     * @param whole      whether every document is in it
     * @param manyValued whether a document has ever been in it with several values for a field
     */
    public record IndexEntry(int number, boolean whole, boolean manyValued) {

        private byte[] encoded() {
            return ByteBuffer.allocate(Integer.BYTES + 1)
                    .putInt(number)
                    .put((byte) ((whole ? WHOLE : 0) | (manyValued ? MANY_VALUED : 0)))
                    .array();
        }

        private static IndexEntry decoded(byte[] bytes) {
            int flags = bytes[Integer.BYTES];
            return new IndexEntry(ByteBuffer.wrap(bytes).getInt(), (flags & WHOLE) != 0, (flags & MANY_VALUED) != 0);
        }
    }

    public Catalog(DocumentStore store) {
        this.store = store;
        read(COLLECTION, (name, value) -> collections.put(name, ByteBuffer.wrap(value).getInt()));
        read(INDEX, (name, value) -> indexes.put(name, IndexEntry.decoded(value)));
        byte[] number = store.get(ColumnFamily.DEFAULT, NUMBER);
        this.highest = number == null ? 0 : ByteBuffer.wrap(number).getInt();
    }

    private interface Row {
        void read(String name, byte[] value);
    }

    private void read(String kind, Row row) {
        byte[] prefix = kind.getBytes(UTF_8);
        KeyReader rows = new KeyReader(store, ColumnFamily.DEFAULT, KeyRange.startingWith(prefix), false);
        rows.forEachRemaining(entry -> row.read(
                new String(entry.key(), prefix.length, entry.key().length - prefix.length, UTF_8), entry.value()));
    }

    /** The full names of all collections. */
    public Set<String> collections() {
        return Set.copyOf(collections.keySet());
    }

    /** The number of a collection, which gets one where it has none. */
    public synchronized int collection(String fullName) {
        Integer known = collections.get(fullName);
        if (known != null) {
            return known;
        }
        try (Change change = store.change()) {
            int number = nextNumber(change);
            change.put(ColumnFamily.DEFAULT, key(COLLECTION + fullName), bytes(number));
            change.write();
            collections.put(fullName, number);
            return number;
        }
    }

    private int nextNumber(Change change) {
        highest++;
        change.put(ColumnFamily.DEFAULT, NUMBER, bytes(highest));
        return highest;
    }

    /** Gives a collection another name. */
    public synchronized void rename(String fullName, String newFullName) {
        Integer number = collections.get(fullName);
        if (number == null) {
            return;
        }
        try (Change change = store.change()) {
            change.delete(ColumnFamily.DEFAULT, key(COLLECTION + fullName));
            change.put(ColumnFamily.DEFAULT, key(COLLECTION + newFullName), bytes(number));
            change.write();
        }
        collections.remove(fullName);
        collections.put(newFullName, number);
    }

    /** Removes a collection, its documents and the remains of its indexes. */
    public synchronized void drop(String fullName) {
        Integer number = collections.remove(fullName);
        if (number == null) {
            return;
        }
        Set.copyOf(indexes.keySet())
                .stream()
                .filter(name -> name.startsWith(number + "/"))
                .forEach(name -> dropIndex(number, name.substring(name.indexOf('/') + 1)));
        try (Change change = store.change()) {
            change.delete(ColumnFamily.DEFAULT, key(COLLECTION + fullName));
            change.delete(ColumnFamily.DEFAULT, key(COUNT + number));
            change.write();
        }
        store.deleteRange(ColumnFamily.DOCUMENTS, KeyRange.startingWith(bytes(number)));
    }

    /** Drops the remains of collections that were being made or dropped during a crash. */
    public void retainCollections(String database, Set<String> fullNames) {
        Set<String> leftOver = new HashSet<>(collections());
        leftOver.removeIf(name -> !name.startsWith(database + ".") || fullNames.contains(name));
        leftOver.forEach(this::drop);
    }

    /** As {@link #retainCollections}, for the indexes of one collection. */
    public void retainIndexes(int collection, Set<String> names) {
        for (String index : Set.copyOf(indexes.keySet())) {
            String name = index.substring(index.indexOf('/') + 1);
            if (index.startsWith(collection + "/") && !names.contains(name)) {
                dropIndex(collection, name);
            }
        }
    }

    /** The number of documents in a collection. */
    public long count(int collection) {
        byte[] count = store.get(ColumnFamily.DEFAULT, key(COUNT + collection));
        return count == null ? 0 : ByteBuffer.wrap(count).getLong();
    }

    /** Stores the number of documents in a collection, together with the change that makes it so. */
    public void putCount(Change change, int collection, long count) {
        change.put(ColumnFamily.DEFAULT, key(COUNT + collection),
                ByteBuffer.allocate(Long.BYTES).putLong(count).array());
    }

    /** The state of an index; an index that is not whole is begun anew. */
    public synchronized IndexEntry index(int collection, String name) {
        IndexEntry known = indexes.get(indexName(collection, name));
        if (known != null && known.whole()) {
            return known;
        }
        if (known != null) {
            dropIndex(collection, name);
        }
        try (Change change = store.change()) {
            IndexEntry made = new IndexEntry(nextNumber(change), false, false);
            put(change, collection, name, made);
            change.write();
            indexes.put(indexName(collection, name), made);
            return made;
        }
    }

    /** Stores the state of an index. */
    public synchronized void update(int collection, String name, IndexEntry entry) {
        try (Change change = store.change()) {
            put(change, collection, name, entry);
            change.write();
        }
        indexes.put(indexName(collection, name), entry);
    }

    private static void put(Change change, int collection, String name, IndexEntry entry) {
        change.put(ColumnFamily.DEFAULT, key(INDEX + indexName(collection, name)), entry.encoded());
    }

    /** Removes an index with its entries. */
    public synchronized void dropIndex(int collection, String name) {
        @Nullable
        IndexEntry known = indexes.remove(indexName(collection, name));
        if (known == null) {
            return;
        }
        try (Change change = store.change()) {
            change.delete(ColumnFamily.DEFAULT, key(INDEX + indexName(collection, name)));
            change.write();
        }
        store.deleteRange(ColumnFamily.INDEXES, KeyRange.startingWith(bytes(known.number())));
    }

    private static String indexName(int collection, String name) {
        return collection + "/" + name;
    }

    private static byte[] key(String name) {
        return name.getBytes(UTF_8);
    }

    private static byte[] bytes(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
