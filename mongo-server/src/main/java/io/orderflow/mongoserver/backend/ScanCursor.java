package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The results of a query that have not been sent yet, which are read when the client asks for them. One client uses it.
 */
final class ScanCursor extends AbstractCursor {

    /** The first batch that MongoDB sends where a client does not name a size. */
    static final int FIRST_BATCH = 101;
    /** The largest batch of one answer, which a client can take. */
    private static final int BATCH_BYTES = 8 << 20;
    private static final int BATCH_DOCUMENTS = 1000;

    private final Iterator<QueryMatch> found;
    private volatile boolean exhausted;
    private volatile long lastUsedNanos = System.nanoTime();

    ScanCursor(long id, Iterator<QueryMatch> found) {
        super(id);
        this.found = found;
    }

    @Override
    public synchronized boolean isEmpty() {
        return !found.hasNext();
    }

    /** @param limit 0 for as many as go into an answer */
    @Override
    public synchronized List<Document> takeDocuments(int limit) {
        lastUsedNanos = System.nanoTime();
        List<Document> batch = take(found, limit == 0 ? BATCH_DOCUMENTS : limit);
        exhausted = !found.hasNext();
        return batch;
    }

    static List<Document> take(Iterator<QueryMatch> found, int limit) {
        List<Document> batch = new ArrayList<>();
        int bytes = 0;
        while (batch.size() < limit && bytes < BATCH_BYTES && found.hasNext()) {
            QueryMatch one = found.next();
            batch.add(one.document());
            bytes += one.bytes();
        }
        return batch;
    }

    /** Whether all results have been taken, as far as that is known without a read of the database. */
    boolean isExhausted() {
        return exhausted;
    }

    long lastUsedNanos() {
        return lastUsedNanos;
    }
}
