package io.orderflow.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.orderflow.gateway.limit.LimitSettings.RouteClass;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Counts in the memory of this process. A caller that has been away for long enough starts anew. Thread-safe. */
final class LocalBuckets implements Buckets {

    private static final long MAX_CALLERS = 100_000;

    private record Key(String caller, String ofRoute) {}

    private final Cache<Key, Bucket> buckets;

    LocalBuckets(List<RouteClass> classes) {
        Duration longest = classes.stream().map(RouteClass::per).max(Duration::compareTo).orElse(Duration.ofSeconds(1));
        this.buckets = Caffeine.newBuilder().maximumSize(MAX_CALLERS).expireAfterAccess(longest).build();
    }

    @Override
    public ConsumptionProbe take(String caller, RouteClass ofRoute) {
        return buckets.get(new Key(caller, ofRoute.name()), key -> empty(Buckets.of(ofRoute)))
                .tryConsumeAndReturnRemaining(1);
    }

    private static Bucket empty(BucketConfiguration configuration) {
        LocalBucketBuilder builder = Bucket.builder();
        Stream.of(configuration.getBandwidths()).forEach(builder::addLimit);
        return builder.build();
    }
}
