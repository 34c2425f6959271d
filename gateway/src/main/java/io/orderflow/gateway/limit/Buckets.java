package io.orderflow.gateway.limit;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.orderflow.gateway.limit.LimitSettings.RouteClass;

/** Where the requests of callers are counted. Thread-safe. */
interface Buckets {

    /** Counts one more request of this caller, unless that would be too many. */
    ConsumptionProbe take(String caller, RouteClass ofRoute);

    static BucketConfiguration of(RouteClass ofRoute) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(ofRoute.requests())
                        .refillGreedy(ofRoute.requests(), ofRoute.per()))
                .build();
    }
}
