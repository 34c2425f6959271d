package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.bson.Document;
import io.orderflow.mongoserver.store.Bson;
import io.orderflow.mongoserver.store.Documents;
import io.orderflow.mongoserver.store.KeyReader;
import io.orderflow.mongoserver.store.RecordId;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole collection that no client changes, and compares its documents with its indexes and its count. */
final class CollectionCheck {

    /** More problems than these would tell no more. */
    private static final int MAX_PROBLEMS = 20;

    private final RocksCollection collection;
    private final Documents documents;
    private final List<StoredIndex> indexes;
    private final long[] entries;
    private final List<String> problems = new ArrayList<>();
    private long count;

    CollectionCheck(RocksCollection collection, Documents documents, List<StoredIndex> indexes) {
        this.collection = collection;
        this.documents = documents;
        this.indexes = List.copyOf(indexes);
        this.entries = new long[indexes.size()];
    }

    /** Reads the collection; to be called once. */
    List<String> problems() {
        KeyReader reader = documents.reader();
        while (reader.hasNext()) {
            KeyReader.Entry entry = reader.next();
            RecordId id = documents.idOf(entry.key());
            count++;
            try {
                check(id, Bson.decode(entry.value()));
            } catch (RuntimeException unreadable) {
                report("the document at " + id + " cannot be read: " + unreadable);
            }
        }
        if (count != collection.count()) {
            report("it says that it has " + collection.count() + " documents, and has " + count);
        }
        for (int i = 0; i < entries.length; i++) {
            if (entries[i] != indexes.get(i).getCount()) {
                report("the index " + indexes.get(i).getName() + " has " + indexes.get(i).getCount()
                        + " entries, its documents have " + entries[i]);
            }
        }
        return problems;
    }

    private void check(RecordId id, Document document) {
        if (collection.idField() != null && !collection.idOf(document).equals(id)) {
            report("the document at " + id + " has another id");
        }
        for (int i = 0; i < entries.length; i++) {
            int expected = indexes.get(i).entriesOf(document, id);
            if (expected == StoredIndex.MISSING) {
                report("the index " + indexes.get(i).getName() + " lacks the document at " + id);
            } else {
                entries[i] += expected;
            }
        }
    }

    private void report(String problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(collection.getFullName() + ": " + problem);
        }
    }
}
