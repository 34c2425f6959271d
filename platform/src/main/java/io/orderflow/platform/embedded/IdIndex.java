package io.orderflow.platform.embedded;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The positions of all documents of a collection by their ids. An id that is a string, as all of the read models are, is
 * looked up as it is; of others the index asks first what they are equal to.
 */
final class IdIndex extends MemoryUniqueIndex {

    static final String ID = "_id";

    IdIndex(String name, List<IndexKey> keys) {
        super(name, keys, false);
    }

    static boolean isOf(List<IndexKey> keys) {
        return keys.size() == 1 && keys.getFirst().getKey().equals(ID);
    }

    @Nullable
    Integer positionOf(String id) {
        return getPosition(new KeyValue(id));
    }

    /** For an id that has no position. */
    void put(String id, int position) {
        putKeyPosition(new KeyValue(id), position);
    }

    @Override
    public Set<KeyValue> getKeyValues(Document document) {
        return document.get(ID) instanceof String id ? Set.of(new KeyValue(id)) : super.getKeyValues(document);
    }
}
