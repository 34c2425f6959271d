package io.orderflow.platform.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The positions of all documents of a collection, in the order of some of their fields. A list whose conditions name the
 * values of the first fields, and which is sorted by the next ones, one way or the other, is a range of it; with several
 * values for a field it is several. Single documents are not looked up in it, and in that it is like an empty one. Used
 * under the lock of its collection.
 */
final class SortedIndex extends EmptyIndex<Integer> {

    /** More would cost more than they save. */
    private static final int MAX_RANGES = 64;

    private final NavigableSet<Entry> entries = new TreeSet<>(this::compare);
    /** A document with several values for a field would have to be in several places. */
    private boolean manyValued;

    /** A place in the order: of a document, or of where those begin or end that have certain values. */
    private record Entry(List<@Nullable Object> values, int position) {

        static Entry before(List<@Nullable Object> values) {
            return new Entry(values, -1);
        }

        static Entry after(List<@Nullable Object> values) {
            return new Entry(values, Integer.MAX_VALUE);
        }
    }

    /**
     * How a list is read.
     *
     * @param fixedFields how many fields of the index have values that the list names
     * @param ranges      the positions of its documents, among others, each range in the order of the list
     */
    record Scan(int fixedFields, List<Stream<Integer>> ranges) {}

    SortedIndex(String name, List<IndexKey> keys) {
        super(name, keys);
    }

    private int compare(Entry one, Entry other) {
        for (int i = 0; i < Math.min(one.values().size(), other.values().size()); i++) {
            int order = compare(one.values().get(i), other.values().get(i));
            if (order != 0) {
                return getKeys().get(i).isAscending() ? order : -order;
            }
        }
        return Integer.compare(one.position(), other.position());
    }

    /** Texts and times, by which most lists are sorted, need not be asked for their type at length. */
    private static int compare(@Nullable Object one, @Nullable Object other) {
        if (one instanceof String text && other instanceof String text2) {
            return text.compareTo(text2);
        }
        if (one instanceof Instant time && other instanceof Instant time2) {
            return time.compareTo(time2);
        }
        return ValueComparator.asc().compare(one, other);
    }

    /** Absent where the list cannot be read off this index. */
    Optional<Scan> scan(Conditions conditions, Document orderBy) {
        if (manyValued) {
            return Optional.empty();
        }
        for (int fixed = getKeys().size() - 1; fixed >= 0; fixed--) {
            Optional<Boolean> forwards = direction(fixed, orderBy);
            List<List<@Nullable Object>> prefixes = prefixes(fixed, conditions);
            if (forwards.isPresent() && !prefixes.isEmpty() && prefixes.size() <= MAX_RANGES) {
                IndexKey first = getKeys().get(fixed);
                return Optional.of(new Scan(fixed, prefixes.stream()
                        .map(prefix -> range(prefix, first, conditions))
                        .map(range -> (forwards.get() ? range : range.descendingSet()).stream().map(Entry::position))
                        .toList()));
            }
        }
        return Optional.empty();
    }

    /** Whether the fields after the fixed ones are in the order that is asked for, or in the opposite one. */
    private Optional<Boolean> direction(int fixed, Document orderBy) {
        Iterator<IndexKey> keys = getKeys().subList(fixed, getKeys().size()).iterator();
        Boolean forwards = null;
        for (String field : orderBy.keySet()) {
            IndexKey key = keys.hasNext() ? keys.next() : null;
            if (key == null || !key.getKey().equals(field) || !(orderBy.get(field) instanceof Number sign)) {
                return Optional.empty();
            }
            boolean same = key.isAscending() == sign.intValue() > 0;
            if (forwards != null && forwards != same) {
                return Optional.empty();
            }
            forwards = same;
        }
        return Optional.ofNullable(forwards);
    }

    /** All combinations of values that the first fields may have; none where a field may have any. */
    private List<List<@Nullable Object>> prefixes(int fixed, Conditions conditions) {
        List<List<@Nullable Object>> prefixes = List.of(List.of());
        for (IndexKey key : getKeys().subList(0, fixed)) {
            Collection<?> values = conditions.equalTo(key.getKey());
            prefixes = prefixes.stream()
                    .flatMap(prefix -> values.stream().map(value -> extended(prefix, value)))
                    .toList();
        }
        return prefixes;
    }

    private static List<@Nullable Object> extended(List<@Nullable Object> prefix, Object value) {
        List<@Nullable Object> extended = new ArrayList<>(prefix);
        extended.add(value);
        return extended;
    }

    private NavigableSet<Entry> range(List<@Nullable Object> prefix, IndexKey next, Conditions conditions) {
        Optional<Object> lowest = conditions.lowest(next.getKey());
        Optional<Object> highest = conditions.highest(next.getKey());
        Entry begin = Entry.before((next.isAscending() ? lowest : highest)
                .map(value -> extended(prefix, value)).orElse(prefix));
        Entry end = Entry.after((next.isAscending() ? highest : lowest)
                .map(value -> extended(prefix, value)).orElse(prefix));
        return compare(begin, end) > 0 ? new TreeSet<>() : entries.subSet(begin, true, end, true);
    }

    private Entry entryOf(Document document, int position) {
        List<@Nullable Object> values = new ArrayList<>(getKeys().size());
        for (IndexKey key : getKeys()) {
            values.add(valueOf(document, key.getKey()));
        }
        return new Entry(values, position);
    }

    private static @Nullable Object valueOf(Document document, String path) {
        return path.indexOf('.') < 0
                ? document.getOrMissing(path)
                : Utils.getSubdocumentValueCollectionAware(document, path);
    }

    @Override
    public void add(Document document, Integer position, MongoCollection<Integer> collection) {
        Entry entry = entryOf(document, position);
        manyValued |= entry.values().stream().anyMatch(Collection.class::isInstance);
        if (manyValued) {
            entries.clear();
        } else {
            entries.add(entry);
        }
    }

    void remove(Document document, int position) {
        entries.remove(entryOf(document, position));
    }

    @Override
    public void updateInPlace(Document before, Document after, Integer position, MongoCollection<Integer> collection) {
        Entry old = entryOf(before, position);
        Entry changed = entryOf(after, position);
        if (compare(old, changed) != 0) {
            entries.remove(old);
            add(after, position, collection);
        }
    }

    @Override
    public long getCount() {
        return entries.size();
    }

    @Override
    public void drop() {
        entries.clear();
    }
}
