package io.orderflow.gateway.limit;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.orderflow.gateway.limit.LimitSettings.RouteClass;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in a database that all gateways share. While the database is away, each gateway counts for itself: that too
 * many requests come through is better than that none does. Thread-safe.
 */
final class SharedBuckets implements Buckets {

    /** So long after a failure the database is not asked again. */
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(SharedBuckets.class);

    private final ProxyManager<String> buckets;
    private final Buckets meanwhile;
    /** Since when the database is away, as {@link System#nanoTime} counts; absent while it is there. */
    private final AtomicReference<@Nullable Long> away = new AtomicReference<>();

    SharedBuckets(MongoCollection<Document> collection, Buckets meanwhile) {
        this.buckets = new MongoProxyManager(collection);
        this.meanwhile = meanwhile;
    }

    @Override
    public ConsumptionProbe take(String caller, RouteClass ofRoute) {
        Long since = away.get();
        if (since != null && System.nanoTime() - since < PAUSE.toNanos()) {
            return meanwhile.take(caller, ofRoute);
        }
        try {
            ConsumptionProbe taken = buckets.getProxy(ofRoute.name() + " " + caller, () -> Buckets.of(ofRoute))
                    .tryConsumeAndReturnRemaining(1);
            if (away.getAndSet(null) != null) {
                LOG.info("All gateways count requests together again");
            }
            return taken;
        } catch (MongoException failed) {
            if (away.getAndSet(System.nanoTime()) == null) {
                LOG.warn("The database in which all gateways count requests is away; each counts for itself", failed);
            }
            return meanwhile.take(caller, ofRoute);
        }
    }
}
