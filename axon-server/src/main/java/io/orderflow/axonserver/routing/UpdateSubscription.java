package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.query.QueryUpdateComplete;
import io.axoniq.axonserver.grpc.query.SubscriptionQuery;
import io.axoniq.axonserver.grpc.query.SubscriptionQueryResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscription query: the handlers that send updates, and the updates on their way to the subscriber. It lasts
 * until the subscriber leaves, all handlers have completed it, or one has failed it. Thread-safe; no handler and no
 * subscriber is spoken to while the lock is held.
 */
final class UpdateSubscription {

    /** How long a subscription waits for a handler to come back when the last one is lost. */
    static final Duration HANDLER_RETURN_TIME = Duration.ofSeconds(10);

    private final SubscriptionQuery query;
    private final PacedQueue<SubscriptionQueryResponse> updates;
    private final SubscriptionOutcome outcome;
    private final Consumer<UpdateSubscription> whenOver;
    private final Set<QuerySink> handlers = new HashSet<>();
    private final Set<QuerySink> completed = new HashSet<>();
    private final Registrations registrations = new Registrations();
    private final InstantSource clock;
    private @Nullable Instant abandonedSince;
    private boolean ended;

    UpdateSubscription(SubscriptionQuery query, PacedQueue<SubscriptionQueryResponse> updates,
            SubscriptionOutcome outcome, Consumer<UpdateSubscription> whenOver, InstantSource clock) {
        this.query = query;
        this.updates = updates;
        this.outcome = outcome;
        this.whenOver = whenOver;
        this.clock = clock;
    }

    String id() {
        return query.getSubscriptionIdentifier();
    }

    String queryName() {
        return query.getQueryRequest().getQuery();
    }

    /** Brings it to a handler, once. One that cannot be told of it is not waited for. */
    void bringTo(QuerySink handler) {
        synchronized (this) {
            if (ended || !handlers.add(handler)) {
                return;
            }
            abandonedSince = null;
            registrations.await(handler);
        }
        try {
            handler.subscribe(query);
        } catch (RuntimeException | Error failed) {
            leave(handler);
            throw failed;
        }
        if (hasEnded()) {
            handler.unsubscribe(query);
        }
    }

    /** A handler is gone, or handles the query no more; answers whether it had the subscription. */
    boolean leave(QuerySink handler) {
        boolean othersHaveCompleted;
        synchronized (this) {
            if (!handlers.remove(handler)) {
                return false;
            }
            completed.remove(handler);
            if (handlers.isEmpty()) {
                abandonedSince = clock.instant();
            }
            othersHaveCompleted = isCompleted();
        }
        registrations.over(handler);
        if (othersHaveCompleted) {
            complete(SubscriptionQueryResponse.newBuilder()
                    .setSubscriptionIdentifier(id())
                    .setComplete(QueryUpdateComplete.getDefaultInstance())
                    .build());
        }
        return true;
    }

    /** A handler has registered it: the updates from now on are not missed. */
    void registeredBy(QuerySink handler) {
        registrations.over(handler);
    }

    /** Runs an action when all of its handlers have registered it, or have been waited for long enough. */
    void whenRegistered(Runnable action) {
        registrations.whenOver(action);
    }

    /** Ends waiting that has lasted too long. */
    void expireRegistrations(long nowNanos) {
        registrations.expire(nowNanos);
    }

    private boolean isCompleted() {
        return !ended && !handlers.isEmpty() && completed.containsAll(handlers);
    }

    private synchronized boolean has(QuerySink handler) {
        return !ended && handlers.contains(handler);
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    /** Passes on what one of its handlers says. */
    void said(QuerySink handler, SubscriptionQueryResponse response) {
        if (!has(handler)) {
            return;
        }
        switch (response.getResponseCase()) {
            case UPDATE -> {
                if (!updates.add(response)) {
                    fail(RoutingFailure.SENDER_TOO_SLOW);
                }
            }
            case COMPLETE -> {
                if (isCompletedAfter(handler)) {
                    complete(response);
                }
            }
            case COMPLETE_EXCEPTIONALLY -> complete(response);
            case INITIAL_RESULT, RESPONSE_NOT_SET -> {
                // Initial results come as answers to plain queries.
            }
        }
    }

    private synchronized boolean isCompletedAfter(QuerySink handler) {
        completed.add(handler);
        return isCompleted();
    }

    private void complete(SubscriptionQueryResponse last) {
        end(() -> updates.finish(() -> outcome.update(last)));
    }

    /** Ends it, and says why. */
    void fail(RoutingFailure failure) {
        end(() -> {
            updates.discard();
            outcome.failed(failure);
        });
    }

    /** Ends it for a subscriber that has gone. */
    void cancel() {
        end(() -> {});
        updates.discard();
    }

    /** Answers whether it waits for a handler in vain. */
    synchronized boolean isAbandonedAt(Instant now) {
        return !ended && abandonedSince != null && !now.isBefore(abandonedSince.plus(HANDLER_RETURN_TIME));
    }

    /** The subscriber is told first, and each handler whatever becomes of the others. */
    private void end(Runnable tellSubscriber) {
        Set<QuerySink> told;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            told = Set.copyOf(handlers);
            handlers.clear();
        }
        try {
            tellSubscriber.run();
        } finally {
            whenOver.accept(this);
            registrations.allOver();
            unsubscribe(told.iterator());
        }
    }

    private void unsubscribe(Iterator<QuerySink> told) {
        if (told.hasNext()) {
            try {
                told.next().unsubscribe(query);
            } finally {
                unsubscribe(told);
            }
        }
    }

    /** Tells a handler that is there, but handles the query no more. */
    void takeFrom(QuerySink handler) {
        if (leave(handler)) {
            handler.unsubscribe(query);
        }
    }
}
