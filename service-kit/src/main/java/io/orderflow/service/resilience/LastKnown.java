package io.orderflow.service.resilience;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value from outside of the process for callers that must not wait: where the value cannot be read soon, they get the
 * one that was read last. One thread at a time reads it. A caller that comes during a read waits for the next read, so
 * that no caller gets a value from before its call. Thread-safe.
 */
public final class LastKnown<T> {

    /** With the rest of the request, an answer comes within a second. */
    private static final Duration PATIENCE = Duration.ofMillis(600);

    private final Supplier<T> reading;
    private volatile @Nullable T last;
    private @Nullable CompletableFuture<T> current;
    private @Nullable CompletableFuture<T> next;

    /** @param reading reads the value, within a time limit of its own */
    public LastKnown(Supplier<T> reading) {
        this.reading = reading;
    }

    /** Returns the present value, or else the one that was read last; nothing where none was ever read. */
    public Optional<T> get() {
        try {
            return Optional.of(read().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException notNow) {
            return Optional.ofNullable(last);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.ofNullable(last);
        }
    }

    private synchronized CompletableFuture<T> read() {
        if (current == null) {
            current = begin(new CompletableFuture<>());
            return current;
        }
        CompletableFuture<T> waiting = next;
        if (waiting == null) {
            waiting = new CompletableFuture<>();
            next = waiting;
        }
        return waiting;
    }

    private CompletableFuture<T> begin(CompletableFuture<T> read) {
        Thread.ofVirtual().start(() -> {
            try {
                T value = reading.get();
                last = value;
                read.complete(value);
            } catch (RuntimeException failed) {
                read.completeExceptionally(failed);
            } finally {
                ended();
            }
        });
        return read;
    }

    private synchronized void ended() {
        CompletableFuture<T> waiting = next;
        next = null;
        current = waiting == null ? null : begin(waiting);
    }
}
