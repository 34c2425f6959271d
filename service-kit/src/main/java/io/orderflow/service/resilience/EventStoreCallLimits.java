package io.orderflow.service.resilience;

import io.axoniq.axonserver.grpc.command.CommandServiceGrpc;
import io.axoniq.axonserver.grpc.event.EventSchedulerGrpc;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.query.QueryServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives each call to the event store that ends by itself a limit; the framework waits for most of them for ever. The
 * events of an aggregate may take as long as they need, while they keep coming. The connector ends lasting streams
 * together with the connection.
 *
 * <p>gRPC calls an interceptor on any thread, on many threads at once. Only the threads of one call use the state of
 * that call, which they share in atomic fields alone. Thread-safe.
 */
final class EventStoreCallLimits implements ClientInterceptor, AutoCloseable {

    private static final Set<String> AGGREGATES = Set.of(
            EventStoreGrpc.getListAggregateEventsMethod().getFullMethodName(),
            EventStoreGrpc.getListAggregateSnapshotsMethod().getFullMethodName());

    private final Map<String, Duration> limits = new HashMap<>();
    private final Duration silence;
    private final ScheduledExecutorService timer;

    EventStoreCallLimits(CallLimits limits) {
        this.silence = limits.read();
        limit(limits.read(), EventStoreGrpc.getGetFirstTokenMethod(), EventStoreGrpc.getGetLastTokenMethod(),
                EventStoreGrpc.getGetTokenAtMethod());
        // Only commands read the last sequence number of an aggregate, and they have more time than a reader.
        limit(limits.command(), EventStoreGrpc.getReadHighestSequenceNrMethod(), EventStoreGrpc.getAppendEventMethod(),
                EventStoreGrpc.getAppendSnapshotMethod(),
                EventSchedulerGrpc.getScheduleEventMethod(), EventSchedulerGrpc.getRescheduleEventMethod(),
                EventSchedulerGrpc.getCancelScheduledEventMethod(), CommandServiceGrpc.getDispatchMethod());
        limit(limits.history(), QueryServiceGrpc.getQueryMethod());
        ScheduledThreadPoolExecutor silences = new ScheduledThreadPoolExecutor(1,
                Thread.ofPlatform().daemon().name("event-store-limits").factory());
        silences.setRemoveOnCancelPolicy(true);
        this.timer = silences;
    }

    private void limit(Duration limit, MethodDescriptor<?, ?>... methods) {
        for (MethodDescriptor<?, ?> method : methods) {
            limits.put(method.getFullMethodName(), limit);
        }
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        Duration limit = limits.get(method.getFullMethodName());
        if (limit != null) {
            return next.newCall(method, options.withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS));
        }
        ClientCall<Q, R> call = next.newCall(method, options);
        return AGGREGATES.contains(method.getFullMethodName()) ? new UnlessSilent<>(call) : call;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Ends a call on which no message has come for too long though more were requested. */
    private final class UnlessSilent<Q, R> extends SimpleForwardingClientCall<Q, R> {
        private final AtomicLong wanted = new AtomicLong();
        private volatile long lastNanos = System.nanoTime();
        private volatile @Nullable ScheduledFuture<?> watch;

        UnlessSilent(ClientCall<Q, R> call) {
            super(call);
        }

        @Override
        public void start(Listener<R> listener, Metadata headers) {
            watch = timer.scheduleWithFixedDelay(this::look, silence.toMillis(), silence.toMillis() / 4 + 1,
                    TimeUnit.MILLISECONDS);
            super.start(new SimpleForwardingClientCallListener<>(listener) {
                @Override
                public void onMessage(R message) {
                    lastNanos = System.nanoTime();
                    wanted.decrementAndGet();
                    super.onMessage(message);
                }

                @Override
                public void onClose(Status status, Metadata trailers) {
                    unwatch();
                    super.onClose(status, trailers);
                }
            }, headers);
        }

        @Override
        public void request(int messages) {
            if (wanted.getAndAdd(messages) <= 0) {
                lastNanos = System.nanoTime();
            }
            super.request(messages);
        }

        private void look() {
            if (wanted.get() > 0 && System.nanoTime() - lastNanos > silence.toNanos()) {
                unwatch();
                cancel("The event store has sent nothing for " + silence, null);
            }
        }

        private void unwatch() {
            ScheduledFuture<?> running = watch;
            if (running != null) {
                running.cancel(false);
            }
        }
    }
}
