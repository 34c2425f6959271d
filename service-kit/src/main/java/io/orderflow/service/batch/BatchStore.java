package io.orderflow.service.batch;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the batches of one kind and their items, so that they go on after a restart. A process claims a batch before it
 * carries it out, and gives signs of life. The items lie in the order of their keys {@code batch.number}. The last
 * {@value #KEPT} batches are remembered. Thread-safe.
 */
final class BatchStore {

    static final int KEPT = 100;

    private static final String ID = "_id";
    private static final String STATE = "state";
    private static final String OWNER = "owner";
    private static final String SEEN_AT = "seenAt";
    private static final String STARTED_AT = "startedAt";
    private static final String ENDED_AT = "endedAt";
    private static final String COUNTS = "counts";
    private static final String OUTCOME = "outcome";
    private static final String ATTEMPTS = "attempts";
    /** Comes right behind the dot between the batch and the number in the order of characters. */
    private static final String AFTER_ITEMS = "/";

    private final MongoCollection<Document> batches;
    private final MongoCollection<Document> items;
    private final String process;

    /** @param process the name under which this process claims batches */
    BatchStore(MongoDatabase database, String kind, String process) {
        this.batches = database.getCollection(kind + "_batches");
        this.items = database.getCollection(kind + "_batch_items");
        this.process = process;
    }

    /** Stores a batch: its items first, so that a batch that is found has all of them. */
    void begin(Batch batch, List<String> keys) {
        items.deleteMany(itemsOf(batch.batchId()));
        if (!keys.isEmpty()) {
            items.insertMany(IntStream.range(0, keys.size())
                    .mapToObj(
                            number -> new Document(ID, itemId(batch.batchId(), number)).append("key", keys.get(number))
                                    .append(ATTEMPTS, 0)
                                    .append(OUTCOME, null))
                    .toList());
        }
        batches.insertOne(new Document(ID, batch.batchId())
                .append("action", batch.action())
                .append("reason", batch.reason())
                .append("filter", new Document(new TreeMap<String, Object>(batch.filter())))
                .append("by", batch.by())
                .append(STATE, batch.state().name())
                .append("total", batch.total())
                .append(COUNTS, document(batch.outcomes()))
                .append(STARTED_AT, Date.from(batch.startedAt()))
                .append(ENDED_AT, null)
                .append(OWNER, null)
                .append(SEEN_AT, new Date(0)));
        forgetOld();
    }

    private void forgetOld() {
        all().stream().skip(KEPT).filter(batch -> batch.state() != BatchState.RUNNING).forEach(old -> {
            batches.deleteOne(eq(ID, old.batchId()));
            items.deleteMany(itemsOf(old.batchId()));
        });
    }

    Optional<Batch> find(String id) {
        return Optional.ofNullable(batches.find(eq(ID, id)).first()).map(BatchStore::read);
    }

    /** The batches that are remembered, the newest first. */
    List<Batch> all() {
        return batches.find().sort(Sorts.descending(STARTED_AT, ID)).map(BatchStore::read).into(new ArrayList<>());
    }

    List<Batch> running() {
        return batches.find(eq(STATE, BatchState.RUNNING.name())).map(BatchStore::read).into(new ArrayList<>());
    }

    /**
     * The items of a batch in their order.
     *
     * @param outcome only those with this outcome, null for all
     * @param after   the number that they come after, -1 for the first
     */
    List<BatchItem> items(String id, @Nullable BatchOutcome outcome, int after, int limit) {
        Bson range = and(gt(ID, itemId(id, after)), lt(ID, id + AFTER_ITEMS));
        return items.find(outcome == null ? range : and(range, eq(OUTCOME, outcome.name())))
                .sort(Sorts.ascending(ID))
                .limit(limit)
                .map(BatchStore::readItem)
                .into(new ArrayList<>());
    }

    /**
     * Claims a batch that no process carries out.
     *
     * @param deadSince a process that has given no sign of life since then has died
     */
    boolean claim(String id, Instant now, Instant deadSince) {
        return batches.updateOne(and(running(id), lt(SEEN_AT, Date.from(deadSince))),
                combine(set(OWNER, process), set(SEEN_AT, Date.from(now)))).getMatchedCount() == 1;
    }

    /**
     * Notes how far the batch is, which is a sign of life as well; false where the batch is not this process's any more,
     * as after it was cancelled.
     */
    boolean progress(String id, BatchCounts counts, Instant now) {
        return batches.updateOne(ours(id), combine(set(COUNTS, document(counts)), set(SEEN_AT, Date.from(now))))
                .getMatchedCount() == 1;
    }

    /** Counts the items by their outcome, for a process that takes the batch up. */
    BatchCounts count(String id) {
        return new BatchCounts(count(id, BatchOutcome.ASKED), count(id, BatchOutcome.RESOLVED),
                count(id, BatchOutcome.REFUSED), count(id, BatchOutcome.FAILED));
    }

    private long count(String id, BatchOutcome outcome) {
        return items.countDocuments(and(itemsOf(id), eq(OUTCOME, outcome.name())));
    }

    /** Lets another process, or this one, go on with the batch as if this process had died at that moment. */
    void release(String id, Instant seenAt) {
        batches.updateOne(ours(id), combine(set(OWNER, null), set(SEEN_AT, Date.from(seenAt))));
    }

    /** Notes that the request for an item is begun, and returns the item as it is then. */
    BatchItem begin(String id, BatchItem item) {
        Document begun = items.findOneAndUpdate(eq(ID, itemId(id, item.number())), inc(ATTEMPTS, 1),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        return begun == null ? item : readItem(begun);
    }

    void end(String id, BatchItem item, BatchResult result, Instant now) {
        items.updateOne(eq(ID, itemId(id, item.number())), combine(set(OUTCOME, result.outcome().name()),
                set("code", result.code()), set("detail", result.detail()), set("mark", result.mark()),
                set("at", Date.from(now))));
    }

    void complete(String id, BatchCounts counts, Instant now) {
        batches.updateOne(ours(id), combine(ended(BatchState.COMPLETED, now), set(COUNTS, document(counts))));
    }

    /** Notes the counts of a batch that was cancelled while this process was at one of its items. */
    void correct(String id, BatchCounts counts) {
        batches.updateOne(and(eq(ID, id), eq(OWNER, process)), set(COUNTS, document(counts)));
    }

    /** Ends the batch where it is running. */
    void cancel(String id, Instant now) {
        batches.updateOne(running(id), ended(BatchState.CANCELLED, now));
    }

    private static Bson ended(BatchState state, Instant now) {
        return combine(set(STATE, state.name()), set(ENDED_AT, Date.from(now)));
    }

    private static Bson running(String id) {
        return and(eq(ID, id), eq(STATE, BatchState.RUNNING.name()));
    }

    private Bson ours(String id) {
        return and(running(id), eq(OWNER, process));
    }

    private static Bson itemsOf(String id) {
        return and(gte(ID, id + "."), lt(ID, id + AFTER_ITEMS));
    }

    /** The numbers have as many digits as there may be, so that texts have their order. */
    private static String itemId(String id, int number) {
        return number < 0 ? id + "." : "%s.%05d".formatted(id, number);
    }

    private static Batch read(Document stored) {
        Document counts = stored.get(COUNTS, Document.class);
        Date ended = stored.getDate(ENDED_AT);
        Map<String, String> filter = new TreeMap<>();
        stored.get("filter", Document.class).forEach((name, value) -> filter.put(name, String.valueOf(value)));
        return new Batch(stored.getString(ID), stored.getString("action"), stored.getString("reason"), filter,
                stored.getString("by"),
                BatchState.valueOf(stored.getString(STATE)), stored.getLong("total"),
                new BatchCounts(counts.getLong("asked"), counts.getLong("resolved"), counts.getLong("refused"),
                        counts.getLong("failed")),
                stored.getDate(STARTED_AT).toInstant(), ended == null ? null : ended.toInstant());
    }

    private static Document document(BatchCounts counts) {
        return new Document("asked", counts.asked()).append("resolved", counts.resolved())
                .append("refused", counts.refused())
                .append("failed", counts.failed());
    }

    private static BatchItem readItem(Document stored) {
        String id = stored.getString(ID);
        String outcome = stored.getString(OUTCOME);
        BatchResult result = outcome == null
                ? null
                : new BatchResult(BatchOutcome.valueOf(outcome), stored.getString("code"), stored.getString("detail"),
                        stored.getLong("mark"));
        Date at = stored.getDate("at");
        return new BatchItem(Integer.parseInt(id.substring(id.lastIndexOf('.') + 1)), stored.getString("key"),
                stored.getInteger(ATTEMPTS), result, at == null ? null : at.toInstant());
    }
}
