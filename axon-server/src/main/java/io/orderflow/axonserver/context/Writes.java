package io.orderflow.axonserver.context;

import io.orderflow.axonserver.store.StoreException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for writes of administration, which are rare. */
final class Writes {

    private Writes() {}

    static void await(CompletionStage<?> write) {
        try {
            write.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException refusal) {
                throw refusal;
            }
            throw e;
        }
    }
}
