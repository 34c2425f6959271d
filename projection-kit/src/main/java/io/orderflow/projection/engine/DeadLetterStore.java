package io.orderflow.projection.engine;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.orderflow.projection.api.Events;
import io.orderflow.service.deadletter.AttemptHistory;
import io.orderflow.service.deadletter.DeadLetterAttempt;
import io.orderflow.service.deadletter.DeadLetterSequence.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Stores the events that all generations have set aside, beside the documents themselves. A sequence is stored before
 * its letters and deleted after them, so that it is there whenever one of its letters is. Thread-safe.
 */
final class DeadLetterStore {

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private static final String ID = "_id";
    private static final String GENERATION = "generation";
    private static final String SEQUENCE = "sequence";
    private static final String POSITION = "position";
    private static final String STATE = "state";

    private final MongoCollection<StoredDeadLetterSequence> sequences;
    private final MongoCollection<StoredDeadLetter> letters;

    DeadLetterStore(MongoDatabase database) {
        this.sequences = database.getCollection("dead_sequences", StoredDeadLetterSequence.class);
        this.letters = database.getCollection("dead_letters", StoredDeadLetter.class);
    }

    /**
     * Creates the indexes for the queries of every generation, so that they are quick also where there are many
     * letters.
     */
    void createIndexes() {
        sequences.createIndex(Indexes.ascending(GENERATION, SEQUENCE));
        letters.createIndex(Indexes.ascending(GENERATION, SEQUENCE, POSITION));
        letters.createIndex(Indexes.ascending(GENERATION, POSITION));
        letters.createIndex(Indexes.ascending(GENERATION, "trying"));
    }

    List<StoredDeadLetterSequence> sequences(String generation) {
        return sequences.find(Filters.eq(GENERATION, generation)).into(new ArrayList<>());
    }

    List<StoredDeadLetterSequence> sequences(String generation, @Nullable String after, int limit) {
        Bson ofGeneration = Filters.eq(GENERATION, generation);
        return sequences.find(after == null ? ofGeneration : Filters.and(ofGeneration, Filters.gt(SEQUENCE, after)))
                .sort(Sorts.ascending(SEQUENCE))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /**
     * Those of the generations in which a sequence of this name waits. Without a name it is all of them, where any has a
     * sequence.
     */
    Collection<String> generationsThatMayHave(@Nullable String sequence, Collection<String> generations) {
        if (sequence == null) {
            return sequences.find(Filters.in(GENERATION, generations)).first() == null ? Set.of() : generations;
        }
        List<String> ids = generations.stream()
                .map(generation -> StoredDeadLetterSequence.idOf(generation, sequence))
                .toList();
        return sequences.find(Filters.in(ID, ids)).map(StoredDeadLetterSequence::generation).into(new HashSet<>());
    }

    /** Stores a sequence where it is not there already. A sequence without a cause only waits to be retried. */
    void open(String generation, String sequence, long position, String type, @Nullable String cause) {
        Instant now = Events.now();
        sequences.updateOne(Filters.eq(ID, StoredDeadLetterSequence.idOf(generation, sequence)),
                Updates.combine(Updates.setOnInsert(GENERATION, generation), Updates.setOnInsert(SEQUENCE, sequence),
                        Updates.setOnInsert(POSITION, position), Updates.setOnInsert("type", type),
                        Updates.setOnInsert(STATE, cause == null ? State.RETRYING.name() : State.FAILED.name()),
                        Updates.setOnInsert("cause", cause == null ? "" : cause),
                        Updates.setOnInsert("attempts", cause == null ? null : after(null, now, false, cause)),
                        Updates.setOnInsert("since", now), Updates.setOnInsert("triedAt", now)),
                new UpdateOptions().upsert(true));
    }

    void add(List<StoredDeadLetter> added) {
        letters.bulkWrite(added.stream()
                .map(letter -> new ReplaceOneModel<>(Filters.eq(ID, letter.id()), letter, UPSERT))
                .toList());
    }

    /** The first letters of a sequence. */
    List<StoredDeadLetter> first(String generation, String sequence, int limit) {
        return letters.find(of(generation, sequence))
                .sort(Sorts.ascending(POSITION))
                .limit(limit)
                .into(new ArrayList<>());
    }

    long count(String generation, String sequence) {
        return letters.countDocuments(of(generation, sequence));
    }

    /** Notes that a retry, for which a person had asked, has failed. */
    void fail(StoredDeadLetterSequence sequence, StoredDeadLetter first, String cause) {
        Instant now = Events.now();
        // The attempts at events that were handled meanwhile are over.
        String before = sequence.position() == first.position() ? sequence.attempts() : null;
        sequences.updateOne(Filters.eq(ID, sequence.id()),
                Updates.combine(Updates.set(STATE, State.FAILED.name()), Updates.set(POSITION, first.position()),
                        Updates.set("type", first.type()), Updates.set("cause", cause),
                        Updates.set("attempts", after(before, now, true, cause)), Updates.set("triedAt", now)));
    }

    private static String after(@Nullable String attempts, Instant now, boolean byOperator, String cause) {
        return AttemptHistory.ofText(attempts).and(new DeadLetterAttempt(now, byOperator, cause)).toText();
    }

    /** Returns whether there is such a sequence. */
    boolean retry(String generation, String sequence) {
        return sequences.updateOne(Filters.eq(ID, StoredDeadLetterSequence.idOf(generation, sequence)),
                Updates.set(STATE, State.RETRYING.name())).getMatchedCount() == 1;
    }

    Optional<StoredDeadLetterSequence> find(String generation, String sequence) {
        return Optional.ofNullable(
                sequences.find(Filters.eq(ID, StoredDeadLetterSequence.idOf(generation, sequence))).first());
    }

    /** Has the sequences handled again in which the event at this position waits. */
    void retryAt(String generation, long position) {
        letters.find(Filters.and(Filters.eq(GENERATION, generation), Filters.eq(POSITION, position)))
                .forEach(letter -> retry(generation, letter.sequence()));
    }

    void trying(StoredDeadLetter letter) {
        letters.updateOne(Filters.eq(ID, letter.id()), Updates.set("trying", true));
    }

    List<StoredDeadLetter> tried(String generation) {
        return letters.find(Filters.and(Filters.eq(GENERATION, generation), Filters.eq("trying", true)))
                .into(new ArrayList<>());
    }

    void delete(StoredDeadLetter letter) {
        letters.deleteOne(Filters.eq(ID, letter.id()));
    }

    void close(StoredDeadLetterSequence sequence) {
        sequences.deleteOne(Filters.eq(ID, sequence.id()));
    }

    /** Deletes all dead letters of a generation that has ended. */
    void forget(String generation) {
        letters.deleteMany(Filters.eq(GENERATION, generation));
        sequences.deleteMany(Filters.eq(GENERATION, generation));
    }

    private static Bson of(String generation, String sequence) {
        return Filters.and(Filters.eq(GENERATION, generation), Filters.eq(SEQUENCE, sequence));
    }
}
