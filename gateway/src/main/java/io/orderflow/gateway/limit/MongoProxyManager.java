package io.orderflow.gateway.limit;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Keeps the state of buckets as documents, one a caller and class of routes, each replaced only by who has seen its
 * last state; Bucket4j tries again where another was faster. MongoDB deletes a document that nobody has changed for a
 * day. Bucket4j calls it on the threads of all requests: it has no state.
 */
final class MongoProxyManager extends AbstractCompareAndSwapBasedProxyManager<String> {

    private static final String STATE = "state";
    private static final String CHANGED = "changed";

    private final MongoCollection<Document> documents;

    MongoProxyManager(MongoCollection<Document> documents) {
        super(ClientSideConfig.getDefault());
        this.documents = documents;
    }

    /** Makes the index by which MongoDB deletes what nobody uses any more. */
    static void makeIndex(MongoCollection<Document> documents) {
        documents.createIndex(Indexes.ascending(CHANGED), new IndexOptions().expireAfter(1L, TimeUnit.DAYS));
    }

    @Override
    protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
        return new CompareAndSwapOperation() {

            @Override
            public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
                return Optional.ofNullable(documents.find(Filters.eq(key)).first())
                        .map(document -> document.get(STATE, Binary.class).getData());
            }

            @Override
            public boolean compareAndSwap(byte[] seen, byte[] next, RemoteBucketState state,
                    Optional<Long> timeoutNanos) {
                return seen == null ? insert(key, next) : replace(key, seen, next);
            }
        };
    }

    private boolean insert(String key, byte[] next) {
        try {
            documents.insertOne(new Document("_id", key).append(STATE, new Binary(next)).append(CHANGED, new Date()));
            return true;
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw failed;
        }
    }

    private boolean replace(String key, byte[] seen, byte[] next) {
        return documents.updateOne(Filters.and(Filters.eq(key), Filters.eq(STATE, new Binary(seen))),
                Updates.combine(Updates.set(STATE, new Binary(next)), Updates.set(CHANGED, new Date())))
                .getMatchedCount() == 1;
    }

    @Override
    protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
        throw new UnsupportedOperationException("Callers wait on their own threads");
    }

    @Override
    protected CompletableFuture<Void> removeAsync(String key) {
        throw new UnsupportedOperationException("Callers wait on their own threads");
    }

    @Override
    public void removeProxy(String key) {
        documents.deleteOne(Filters.eq(key));
    }

    @Override
    public boolean isAsyncModeSupported() {
        return false;
    }
}
