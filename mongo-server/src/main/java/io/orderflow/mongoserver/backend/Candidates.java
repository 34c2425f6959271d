package io.orderflow.mongoserver.backend;

import io.orderflow.mongoserver.query.Plan;
import io.orderflow.mongoserver.store.Bson;
import io.orderflow.mongoserver.store.ColumnFamily;
import io.orderflow.mongoserver.store.DocumentStore;
import io.orderflow.mongoserver.store.Documents;
import io.orderflow.mongoserver.store.KeyRange;
import io.orderflow.mongoserver.store.KeyReader;
import io.orderflow.mongoserver.store.RecordId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the documents that a plan names, one after the other. Not thread-safe. */
final class Candidates implements Iterator<QueryMatch> {

    private final Documents documents;
    private final Iterator<byte @Nullable []> encoded;
    private @Nullable QueryMatch next;

    private Candidates(Documents documents, Iterator<byte @Nullable []> encoded) {
        this.documents = documents;
        this.encoded = encoded;
    }

    static Candidates of(Plan plan, DocumentStore store, Documents documents) {
        return new Candidates(documents, switch (plan) {
            case Plan.Ids ids -> map(ids.ids().iterator(), documents);
            case Plan.FullScan all ->
                values(new KeyReader(store, ColumnFamily.DOCUMENTS, all.range(), all.backwards()));
            case Plan.Ranges ranges -> entries(ranges, store, documents);
        });
    }

    private static Iterator<byte @Nullable []> entries(Plan.Ranges plan, DocumentStore store, Documents documents) {
        Iterator<KeyReader.Entry> entries = new InKeyOrder(plan, store);
        return plan.family() == ColumnFamily.DOCUMENTS ? values(entries) : map(ids(entries, plan.repeats()), documents);
    }

    private static Iterator<RecordId> ids(Iterator<KeyReader.Entry> entries, boolean repeats) {
        Set<RecordId> seen = new HashSet<>();
        return new Iterator<>() {
            private @Nullable RecordId following;

            @Override
            public boolean hasNext() {
                while (following == null && entries.hasNext()) {
                    RecordId id = RecordId.stored(entries.next().value());
                    if (!repeats || seen.add(id)) {
                        following = id;
                    }
                }
                return following != null;
            }

            @Override
            public RecordId next() {
                if (!hasNext() || following == null) {
                    throw new NoSuchElementException("The ranges are read");
                }
                RecordId id = following;
                following = null;
                return id;
            }
        };
    }

    private static Iterator<byte @Nullable []> map(Iterator<RecordId> ids, Documents documents) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return ids.hasNext();
            }

            @Override
            public byte @Nullable [] next() {
                return documents.get(ids.next());
            }
        };
    }

    private static Iterator<byte @Nullable []> values(Iterator<KeyReader.Entry> entries) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public byte[] next() {
                return entries.next().value();
            }
        };
    }

    /** Reads on to the next document, and skips one that was deleted since its key was read. */
    @Override
    public boolean hasNext() {
        while (next == null && encoded.hasNext()) {
            byte[] bytes = encoded.next();
            if (bytes != null) {
                next = new QueryMatch(Bson.decode(bytes), bytes.length);
            }
        }
        return next != null;
    }

    @Override
    public QueryMatch next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("All documents are read");
        }
        QueryMatch found = next;
        next = null;
        return found;
    }

    /**
     * The entries of all ranges: in the order of the fields after the fixed ones, where the query asks for an order.
     */
    private static final class InKeyOrder implements Iterator<KeyReader.Entry> {
        private final PriorityQueue<Range> ranges;

        private record Range(KeyReader reader, int fixedBytes) {}

        InKeyOrder(Plan.Ranges plan, DocumentStore store) {
            this.ranges = new PriorityQueue<>(plan.backwards() ? order().reversed() : order());
            List<KeyRange> wanted = plan.ranges();
            for (KeyRange range : wanted) {
                KeyReader reader = new KeyReader(store, plan.family(), range, plan.backwards());
                if (reader.hasNext()) {
                    ranges.add(new Range(reader, range.fixedBytes()));
                }
            }
        }

        private static Comparator<Range> order() {
            return (one, other) -> {
                byte[] first = one.reader().peek().key();
                byte[] second = other.reader().peek().key();
                return Arrays.compareUnsigned(first, one.fixedBytes(), first.length, second, other.fixedBytes(),
                        second.length);
            };
        }

        @Override
        public boolean hasNext() {
            return !ranges.isEmpty();
        }

        @Override
        public KeyReader.Entry next() {
            Range range = ranges.remove();
            KeyReader.Entry entry = range.reader().next();
            if (range.reader().hasNext()) {
                ranges.add(range);
            }
            return entry;
        }
    }
}
