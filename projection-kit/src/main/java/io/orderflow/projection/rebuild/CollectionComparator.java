package io.orderflow.projection.rebuild;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.document.DocumentCodec;
import io.orderflow.projection.rebuild.Comparison.Difference;
import io.orderflow.projection.rebuild.Comparison.Field;
import io.orderflow.projection.rebuild.Comparison.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Compares the collection that a rebuild has made with the one that serves, a page of keys at a time, so that neither
 * collection is ever held in memory. Both collections follow the log meanwhile. The comparator compares two documents
 * of one position as it finds them. It looks at other documents again after both collections have passed the position
 * at which the log ended: when neither document is beyond that end, both contain exactly the events up to it. Where
 * events keep changing a document, the comparator brings the document that is behind to the position of the other one,
 * in memory. Used by one thread.
 */
final class CollectionComparator {

    private static final int PAGE_SIZE = 500;
    private static final int MAX_SAMPLES_A_KIND = 5;
    private static final int MAX_LOOKS = 5;

    private final MongoCollection<RawBsonDocument> before;
    private final MongoCollection<RawBsonDocument> after;
    private final Synchronizer synchronizer;
    private final Consumer<Comparison> progress;
    private final List<Difference> samples = new ArrayList<>();
    private final Map<Kind, Long> differences = new EnumMap<>(Kind.class);
    private long same;
    private long unsettled;

    /** Brings documents to the same position. */
    interface Synchronizer {

        /**
         * Waits until both collections contain the events that are in the log now. Returns the position at which the
         * log ended; the position before all events if time is up.
         */
        long settle();

        /** The document as of a later position; empty where that cannot be told. */
        Optional<RawBsonDocument> bring(RawBsonDocument document, long position);
    }

    /** The document of one key in the serving collection, and in the one that the rebuild has made. */
    private record Pair(@Nullable RawBsonDocument before, @Nullable RawBsonDocument after) {

        boolean isOfOnePosition() {
            return before != null && after != null && positionOf(before) == positionOf(after);
        }

        /** Both documents at the later position of the two. */
        Optional<Pair> brought(Synchronizer synchronizer) {
            if (before == null || after == null) {
                return Optional.empty();
            }
            long position = position();
            Optional<RawBsonDocument> was = positionOf(before) < position
                    ? synchronizer.bring(before, position)
                    : Optional.of(before);
            Optional<RawBsonDocument> is = positionOf(after) < position
                    ? synchronizer.bring(after, position)
                    : Optional.of(after);
            return was.isPresent() && is.isPresent() ? Optional.of(new Pair(was.get(), is.get())) : Optional.empty();
        }

        /** The later position of the two, before all events where there is neither document. */
        long position() {
            return Math.max(positionOf(before), positionOf(after));
        }

        private static long positionOf(@Nullable RawBsonDocument document) {
            return document == null ? Events.BEFORE_ALL : DocumentCodec.positionOf(document);
        }
    }

    /** @param progress is told after every page, and throws to end the comparison */
    CollectionComparator(MongoCollection<RawBsonDocument> before, MongoCollection<RawBsonDocument> after,
            Synchronizer synchronizer,
            Consumer<Comparison> progress) {
        this.before = before;
        this.after = after;
        this.synchronizer = synchronizer;
        this.progress = progress;
    }

    Comparison call() {
        eachPage(before.find(), this::compare);
        eachPage(after.find().projection(Projections.include(DocumentCodec.KEY)), this::findAdded);
        return soFar();
    }

    private Comparison soFar() {
        return new Comparison(same, count(Kind.CHANGED), count(Kind.ADDED), count(Kind.GONE), unsettled,
                List.copyOf(samples));
    }

    private long count(Kind kind) {
        return differences.getOrDefault(kind, 0L);
    }

    private void eachPage(FindIterable<RawBsonDocument> documents, Consumer<List<RawBsonDocument>> action) {
        List<RawBsonDocument> page = new ArrayList<>(PAGE_SIZE);
        try (MongoCursor<RawBsonDocument> cursor = documents.batchSize(PAGE_SIZE).cursor()) {
            while (cursor.hasNext()) {
                page.add(cursor.next());
                if (page.size() == PAGE_SIZE || !cursor.hasNext()) {
                    action.accept(page);
                    page.clear();
                    progress.accept(soFar());
                }
            }
        }
    }

    private void compare(List<RawBsonDocument> page) {
        Map<String, RawBsonDocument> made = read(after, page.stream().map(DocumentCodec::keyOf).toList());
        Set<String> unclear = new HashSet<>();
        for (RawBsonDocument document : page) {
            String key = DocumentCodec.keyOf(document);
            Pair pair = new Pair(document, made.get(key));
            if (pair.isOfOnePosition()) {
                note(key, pair);
            } else {
                unclear.add(key);
            }
        }
        lookAgain(unclear);
    }

    private void findAdded(List<RawBsonDocument> page) {
        Set<String> keys = new HashSet<>(page.stream().map(DocumentCodec::keyOf).toList());
        before.find(Filters.in(DocumentCodec.KEY, keys))
                .projection(Projections.include(DocumentCodec.KEY))
                .batchSize(keys.size() + 1)
                .forEach(known -> keys.remove(DocumentCodec.keyOf(known)));
        lookAgain(keys);
    }

    private void lookAgain(Set<String> unclear) {
        Map<String, Long> seenAlone = new HashMap<>();
        for (int look = 0; look < MAX_LOOKS && !unclear.isEmpty(); look++) {
            long end = synchronizer.settle();
            if (end == Events.BEFORE_ALL) {
                // One of the two collections is held up, perhaps for long, so its documents cannot be compared.
                break;
            }
            Map<String, RawBsonDocument> serving = read(before, unclear);
            Map<String, RawBsonDocument> made = read(after, unclear);
            unclear.removeIf(key -> isClear(key, new Pair(serving.get(key), made.get(key)), end, seenAlone));
            progress.accept(soFar());
        }
        if (!unclear.isEmpty()) {
            Map<String, RawBsonDocument> serving = read(before, unclear);
            Map<String, RawBsonDocument> made = read(after, unclear);
            unclear.removeIf(key -> isClearWhereBrought(key, new Pair(serving.get(key), made.get(key))));
        }
        unsettled += unclear.size();
    }

    private boolean isClearWhereBrought(String key, Pair pair) {
        Optional<Pair> level = pair.brought(synchronizer);
        level.ifPresent(both -> note(key, both));
        return level.isPresent();
    }

    private boolean isClear(String key, Pair pair, long end, Map<String, Long> seenAlone) {
        if (pair.before() == null && pair.after() == null) {
            return true;
        }
        if (!pair.isOfOnePosition() && pair.position() > end) {
            return false;
        }
        boolean alone = pair.before() == null || pair.after() == null;
        Long position = pair.position();
        if (alone && !position.equals(seenAlone.put(key, position))) {
            // An event beyond the end may have deleted the other document; by the next look both collections are past
            // that event.
            return false;
        }
        note(key, pair);
        return true;
    }

    private void note(String key, Pair pair) {
        RawBsonDocument was = pair.before();
        RawBsonDocument is = pair.after();
        if (was == null) {
            note(key, Kind.ADDED, List.of());
        } else if (is == null) {
            note(key, Kind.GONE, List.of());
        } else if (areSame(was, is)) {
            same++;
        } else {
            note(key, Kind.CHANGED, CanonicalForm.differences(was, is));
        }
    }

    private void note(String key, Kind kind, List<Field> fields) {
        if (differences.merge(kind, 1L, Long::sum) <= MAX_SAMPLES_A_KIND) {
            samples.add(new Difference(key, kind, fields));
        }
    }

    private static boolean areSame(RawBsonDocument one, RawBsonDocument other) {
        return one.getByteBuffer().asNIO().equals(other.getByteBuffer().asNIO())
                || CanonicalForm.hash(one).equals(CanonicalForm.hash(other));
    }

    private static Map<String, RawBsonDocument> read(MongoCollection<RawBsonDocument> collection,
            Collection<String> keys) {
        Map<String, RawBsonDocument> found = HashMap.newHashMap(keys.size());
        collection.find(Filters.in(DocumentCodec.KEY, keys))
                .batchSize(keys.size() + 1)
                .forEach(document -> found.put(DocumentCodec.keyOf(document), document));
        return found;
    }
}
