package io.orderflow.mongoserver.query;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import io.orderflow.mongoserver.store.ColumnFamily;
import io.orderflow.mongoserver.store.KeyBuffer;
import io.orderflow.mongoserver.store.KeyRange;
import io.orderflow.mongoserver.store.RecordId;
import io.orderflow.mongoserver.store.SortKeys;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans the answer to one query. Among the indexes that serve it, it prefers the one with the most leading fields that
 * the query fixes, then one whose next field the query bounds, then one in the order that the query asks for.
 */
public final class Planner {

    /** More ranges would cost more than they save. */
    private static final int MAX_RANGES = 64;
    private static final String NATURAL = "$natural";

    private final Conditions conditions;
    private final Document orderBy;
    private final int collection;
    private final @Nullable String idField;

    /**
     * @param collection the number with which the keys of the collection begin
     * @param idField    the field that identifies the documents, where one does
     * @param orderBy    empty where any order will do
     */
    public Planner(int collection, @Nullable String idField, Document query, Document orderBy) {
        this.collection = collection;
        this.idField = idField;
        this.conditions = new Conditions(query);
        this.orderBy = orderBy;
    }

    /** Chooses among these indexes, the index by id, and a read of all documents. */
    public Plan plan(List<IndexShape> indexes) {
        if (conditions.areUnsatisfiable()) {
            return new Plan.Ids(List.of(), true);
        }
        if (orderBy.get(NATURAL) instanceof Number direction) {
            return new Plan.FullScan(KeyRange.startingWith(prefix(collection).toBytes()), direction.intValue() < 0,
                    true);
        }
        return byIds().or(() -> Stream.concat(indexes.stream().map(this::candidate), byIdRange())
                .flatMap(Optional::stream)
                .max(Comparator.comparingInt(Candidate::score))
                .map(Candidate::plan))
                .orElseGet(() -> new Plan.FullScan(KeyRange.startingWith(prefix(collection).toBytes()), false,
                        orderBy.isEmpty()));
    }

    private Optional<Plan> byIds() {
        List<@Nullable Object> ids = idField == null ? List.of() : conditions.equalTo(idField);
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        List<RecordId> inOrder = ids.stream().map(RecordId::of).distinct().sorted().toList();
        Optional<Boolean> forwards = direction(List.of(new IndexKey(String.valueOf(idField), true)), orderBy);
        return Optional.of(new Plan.Ids(forwards.orElse(true) ? inOrder : inOrder.reversed(),
                forwards.isPresent() || inOrder.size() == 1));
    }

    /** The candidate of the documents themselves, which are an index by id. */
    private Stream<Optional<Candidate>> byIdRange() {
        if (idField == null) {
            return Stream.of();
        }
        IndexShape byId = new IndexShape(collection, List.of(new IndexKey(idField, true)), false, false);
        return Stream.of(candidate(byId, ColumnFamily.DOCUMENTS));
    }

    private record Candidate(Plan plan, int score) {}

    private Optional<Candidate> candidate(IndexShape index) {
        return candidate(index, ColumnFamily.INDEXES);
    }

    private Optional<Candidate> candidate(IndexShape index, ColumnFamily family) {
        int mostFixed = fixedFields(index);
        return IntStream.rangeClosed(0, mostFixed)
                .mapToObj(fixed -> candidate(index, family, fixed))
                .flatMap(Optional::stream)
                .max(Comparator.comparingInt(Candidate::score));
    }

    private int fixedFields(IndexShape index) {
        int ranges = 1;
        for (int field = 0; field < index.keys().size(); field++) {
            int values = conditions.equalTo(index.keys().get(field).getKey()).size();
            ranges *= values;
            if (ranges == 0 || ranges > MAX_RANGES || index.manyValued() && field > 0) {
                return field;
            }
        }
        return index.keys().size();
    }

    /** The candidate of an index; absent where the index would neither narrow the read nor give it an order. */
    private Optional<Candidate> candidate(IndexShape index, ColumnFamily family, int fixed) {
        Optional<Boolean> forwards = index.manyValued() ? Optional.empty() : order(index, fixed);
        boolean bounded = fixed < index.keys().size() && !index.manyValued()
                && isBounded(index.keys().get(fixed).getKey());
        boolean ordered = forwards.isPresent() && !orderBy.isEmpty();
        if (fixed == 0 && !bounded && (!ordered || index.sparse())
                || index.sparse() && !bounded && fixesNull(index, fixed)) {
            return Optional.empty();
        }
        List<KeyRange> ranges = ranges(index, fixed, bounded);
        Plan plan = new Plan.Ranges(family, ranges, !forwards.orElse(true), forwards.isPresent(), index.manyValued());
        return Optional.of(new Candidate(plan, 4 * fixed + (bounded ? 2 : 0) + (ordered ? 1 : 0)));
    }

    /** Whether the query may ask for a document that has none of the fields. */
    private boolean fixesNull(IndexShape index, int fixed) {
        return index.keys().subList(0, fixed).stream()
                .allMatch(key -> conditions.equalTo(key.getKey()).contains(null));
    }

    private boolean isBounded(String field) {
        return conditions.lowest(field).isPresent() || conditions.highest(field).isPresent();
    }

    /** Whether the fields after the fixed ones are in the order that the query asks for, or in the opposite one. */
    private Optional<Boolean> order(IndexShape index, int fixed) {
        Document toBeOrdered = new Document();
        for (Map.Entry<String, @Nullable Object> field : orderBy.entrySet()) {
            boolean isFixed = index.keys().subList(0, fixed).stream().anyMatch(key -> key.getKey().equals(
                    field.getKey())) && conditions.equalTo(field.getKey()).size() == 1;
            if (!isFixed) {
                toBeOrdered.put(field.getKey(), field.getValue());
            }
        }
        return direction(index.keys().subList(fixed, index.keys().size()), toBeOrdered);
    }

    private static Optional<Boolean> direction(List<IndexKey> keys, Document orderBy) {
        @Nullable
        Boolean forwards = null;
        int next = 0;
        for (Map.Entry<String, @Nullable Object> field : orderBy.entrySet()) {
            if (next == keys.size() || !keys.get(next).getKey().equals(field.getKey())
                    || !(field.getValue() instanceof Number sign)) {
                return Optional.empty();
            }
            boolean same = keys.get(next).isAscending() == sign.intValue() > 0;
            if (forwards != null && forwards != same) {
                return Optional.empty();
            }
            forwards = same;
            next++;
        }
        return Optional.of(forwards == null || forwards);
    }

    /** The ranges of the values. Values that are equal have the same bytes, and one range. */
    private List<KeyRange> ranges(IndexShape index, int fixed, boolean bounded) {
        List<byte[]> prefixes = List.of(prefix(index.number()).toBytes());
        for (IndexKey key : index.keys().subList(0, fixed)) {
            List<@Nullable Object> values = conditions.equalTo(key.getKey());
            prefixes = prefixes.stream()
                    .flatMap(prefix -> values.stream()
                            .map(value -> ByteBuffer.wrap(with(prefix, value, key.isAscending())))
                            .distinct()
                            .map(ByteBuffer::array))
                    .toList();
        }
        return prefixes.stream()
                .map(prefix -> bounded ? bounded(prefix, index.keys().get(fixed)) : KeyRange.startingWith(prefix))
                .toList();
    }

    private static byte[] with(byte[] prefix, @Nullable Object value, boolean ascending) {
        KeyBuffer key = new KeyBuffer().add(prefix);
        SortKeys.add(key, value, ascending);
        return key.toBytes();
    }

    /** The range of a bounded field. It is of one type of values, whatever other values the field may have. */
    private KeyRange bounded(byte[] prefix, IndexKey next) {
        Optional<Object> lowest = conditions.lowest(next.getKey());
        Optional<Object> highest = conditions.highest(next.getKey());
        boolean ascending = next.isAscending();
        byte[] low = lowest.map(value -> with(prefix, value, ascending))
                .orElseGet(() -> bound(prefix, highest.orElseThrow(), false, ascending));
        byte[] high = highest.map(value -> with(prefix, value, ascending))
                .orElseGet(() -> bound(prefix, lowest.orElseThrow(), true, ascending));
        return ascending
                ? new KeyRange(low, KeyRange.after(high), prefix.length)
                : new KeyRange(high, KeyRange.after(low), prefix.length);
    }

    private static byte[] bound(byte[] prefix, Object value, boolean highest, boolean ascending) {
        KeyBuffer key = new KeyBuffer().add(prefix);
        SortKeys.addBound(key, value, highest, ascending);
        return key.toBytes();
    }

    private static KeyBuffer prefix(int number) {
        return new KeyBuffer().addInt(number);
    }

    /** The fields that the query names, for the log. */
    public String describe() {
        return "fields " + conditions.fields() + (orderBy.isEmpty() ? "" : ", ordered by " + orderBy.keySet());
    }
}
