package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import io.orderflow.mongoserver.query.IndexShape;
import io.orderflow.mongoserver.store.Bson;
import io.orderflow.mongoserver.store.FieldNames;
import io.orderflow.mongoserver.store.RecordId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * The indexes of one collection that hold all of its documents. One thread changes them at a time, under the collection's
 * lock; any thread may read them.
 */
final class StoredIndexes {

    private final List<StoredIndex> indexes = new CopyOnWriteArrayList<>();
    /** The fields at the top of a document in which an index finds its values. */
    private volatile FieldNames fields = FieldNames.of(Set.of());

    void add(StoredIndex index) {
        indexes.add(index);
        noteFields();
    }

    void drop(String name) {
        indexes.removeIf(index -> index.getName().equals(name));
        noteFields();
    }

    private void noteFields() {
        fields = FieldNames.of(indexes.stream()
                .flatMap(index -> index.getKeys().stream())
                .map(key -> key.getKey().split("\\.", 2)[0])
                .collect(Collectors.toSet()));
    }

    List<StoredIndex> all() {
        return List.copyOf(indexes);
    }

    Set<String> names() {
        return indexes.stream().map(Index::getName).collect(Collectors.toSet());
    }

    List<IndexShape> shapes() {
        return indexes.stream().map(StoredIndex::shape).toList();
    }

    /**
     * Puts the entries of a document in the place of those that it had.
     *
     * @param stored the document as it was; only the fields of indexes are decoded
     * @throws de.bwaldvogel.mongo.exception.MongoServerException where an index refuses the document; nothing is changed
     *                                                            then
     */
    void update(byte[] stored, Document changed, RecordId id, RocksCollection collection) {
        if (indexes.isEmpty()) {
            return;
        }
        Document before = Bson.decode(stored, fields);
        indexes.forEach(index -> index.checkUpdate(before, changed, collection));
        indexes.forEach(index -> index.updateInPlace(before, changed, id, collection));
    }
}
