package io.orderflow.audit;

import static io.orderflow.audit.Invariant.DOCUMENTS_BOUNDED;
import static io.orderflow.audit.Invariant.READ_MODELS_EQUAL_FOLD;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.orderflow.projection.engine.StoredReadModels;
import io.orderflow.projection.rebuild.Comparison;
import io.orderflow.projection.rebuild.Comparison.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Compares one stored collection with the fresh fold of its projection. A document that has moved beyond the end of the
 * fold meanwhile is kept, and judged once the fold has come to the document's own position. Not thread-safe.
 */
final class ReadModelComparison {

    /**
     * A quarter of the limit of MongoDB, so that the audit shows a growing document long before its projection stops at
     * the limit.
     */
    static final int MAX_DOCUMENT_BYTES = 4 << 20;

    private static final int BATCH = 1_000;

    private final FreshFold<?> fold;
    private final MongoCollection<RawBsonDocument> collection;
    private final Predicate<String> wanted;
    private final Findings findings;
    private final Map<String, BsonDocument> moved = new HashMap<>();

    ReadModelComparison(FreshFold<?> fold, MongoDatabase database, String collection, Predicate<String> wanted,
            Findings findings) {
        this.fold = fold;
        this.collection = database.getCollection(collection, RawBsonDocument.class);
        this.wanted = wanted;
        this.findings = findings;
    }

    FreshFold<?> fold() {
        return fold;
    }

    /**
     * Compares the documents as of the head or before it. Returns the position up to which the log must be read for the
     * rest.
     */
    long compare(long head) {
        Set<String> missing = fold.keys();
        for (RawBsonDocument stored : collection.find().batchSize(BATCH)) {
            String key = StoredReadModels.keyOf(stored);
            if (wanted.test(key)) {
                missing.remove(key);
                meet(key, stored, head);
                findings.count(DOCUMENTS_BOUNDED);
                int bytes = stored.getByteBuffer().remaining();
                findings.require(bytes <= MAX_DOCUMENT_BYTES, DOCUMENTS_BOUNDED, idOf(key), head,
                        "at most " + MAX_DOCUMENT_BYTES + " bytes", bytes);
            }
        }
        // The document may have been written just now, or deleted since the head.
        missing.forEach(key -> meetAgain(key, head));
        long last = moved.values().stream().mapToLong(StoredReadModels::positionOf).max().orElse(head);
        fold.keepOnly(new HashSet<>(moved.keySet()));
        return last;
    }

    private void meetAgain(String key, long head) {
        RawBsonDocument stored = collection.find(Filters.eq("_id", key)).first();
        if (stored != null) {
            meet(key, stored, head);
        } else if (!isExcused(key)) {
            findings.count(READ_MODELS_EQUAL_FOLD);
            findings.add(READ_MODELS_EQUAL_FOLD, idOf(key), fold.positionOf(key), "a document", "none");
        }
    }

    private void meet(String key, BsonDocument stored, long head) {
        if (StoredReadModels.positionOf(stored) > head) {
            moved.put(key, stored);
        } else {
            judge(key, stored);
        }
    }

    /** Reports the documents with events that the log does not have, where it ends at this position by now. */
    void giveUpBeyond(long end) {
        moved.entrySet().removeIf(entry -> {
            long position = StoredReadModels.positionOf(entry.getValue());
            boolean beyond = position > end;
            if (beyond) {
                findings.count(READ_MODELS_EQUAL_FOLD);
                findings.add(READ_MODELS_EQUAL_FOLD, idOf(entry.getKey()), position, "a position up to " + end,
                        "as of position " + position + ", which the log does not have");
            }
            return beyond;
        });
    }

    /** To be called after each event beyond the head that has been folded. */
    void advance(long position) {
        moved.entrySet().removeIf(entry -> {
            boolean due = StoredReadModels.positionOf(entry.getValue()) <= position;
            if (due) {
                judge(entry.getKey(), entry.getValue());
            }
            return due;
        });
    }

    private void judge(String key, BsonDocument stored) {
        findings.count(READ_MODELS_EQUAL_FOLD);
        if (isExcused(key)) {
            return;
        }
        long position = StoredReadModels.positionOf(stored);
        BsonDocument expected = fold.documentOf(key);
        if (expected == null) {
            findings.add(READ_MODELS_EQUAL_FOLD, idOf(key), position, "no document", "one");
            return;
        }
        findings.require(fold.positionOf(key) == position, READ_MODELS_EQUAL_FOLD, idOf(key), position,
                "as of position " + fold.positionOf(key), "as of position " + position);
        for (Field field : Comparison.differences(expected, stored)) {
            findings.add(READ_MODELS_EQUAL_FOLD, idOf(key) + " " + field.name(), position, shown(field.before()),
                    shown(field.after()));
        }
    }

    /**
     * Whether the document is not to be compared: another check reports its set-aside events, or the audit cannot fold
     * it.
     */
    private boolean isExcused(String key) {
        return fold.isIncomplete(key);
    }

    private String idOf(String key) {
        return fold.projection() + "/" + key;
    }

    private static String shown(@Nullable String value) {
        return value == null ? "nothing" : value;
    }
}
