package io.orderflow.axonserver.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What every part of the suite needs of the server that it runs against. */
interface Conformance {

    Duration LIMIT = Duration.ofSeconds(10);

    /** Clients of a server that has no events at the start of each test. */
    Clients clients();

    /** The value of a future that should be there soon. */
    static <T> T soon(CompletableFuture<T> future) {
        try {
            return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("No value came", e);
        }
    }
}
