package io.orderflow.service.processor;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The stored letters of all processors of this process. Thread-safe.
 *
 * @param database keeps the letters
 */
record StoredLetters(MongoDatabase database, MongoCollection<Document> letters) {

    static StoredLetters of(MongoDatabase database, MongoTemplate template) {
        return new StoredLetters(database, template.deadLetterCollection());
    }

    /** Those of the groups in which a sequence of this name waits. Without a name it is all of them, where any has a letter. */
    SortedSet<String> groupsThatMayHave(@Nullable String sequence, Collection<String> groups) {
        Bson ofGroups = Filters.in(IndexedDeadLetterQueue.GROUP, groups);
        if (sequence == null) {
            boolean none = letters.find(ofGroups)
                    .projection(Projections.include(IndexedDeadLetterQueue.GROUP))
                    .first() == null;
            return none ? new TreeSet<>() : new TreeSet<>(groups);
        }
        return letters.distinct(IndexedDeadLetterQueue.GROUP,
                Filters.and(ofGroups, Filters.eq(IndexedDeadLetterQueue.SEQUENCE, sequence)), String.class)
                .into(new TreeSet<>());
    }
}
