package io.orderflow.relay.live;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.relay.broker.RelaySettings;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.checkpoint.StoredCheckpoints;
import io.orderflow.service.processor.ProcessorWatch;
import io.orderflow.service.resilience.RepeatedFailures.RepeatedFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Looks at how far the publication to each broker has come, in all processes together. Thread-safe. */
final class RelayStatuses {

    private static final long BEFORE_ALL = -1;

    private final Relays relays;
    private final RelaySettings settings;
    private final EventProcessingConfiguration processing;
    private final CheckpointedLog log;
    private final MongoDatabase checkpoints;
    private final Serializer serializer;
    private final ProcessorWatch watch;

    /** @param template knows the database of the checkpoints, which the client reaches */
    RelayStatuses(Relays relays, RelaySettings settings, EventProcessingConfiguration processing, ProcessorWatch watch,
            CheckpointedLog log, MongoClient client, MongoTemplate template, Serializer serializer) {
        this.relays = relays;
        this.settings = settings;
        this.processing = processing;
        this.log = log;
        this.checkpoints = client.getDatabase(template.trackingTokensCollection().getNamespace().getDatabaseName());
        this.serializer = serializer;
        this.watch = watch;
    }

    /** In the order of the brokers' names. */
    List<RelayStatus> all() {
        Map<String, Map<Integer, TrackingToken>> tokens = StoredCheckpoints.readAll(checkpoints, serializer);
        long head = log.head();
        return relays.all().stream().map(outlet -> status(outlet, tokens.get(outlet.processor()), head)).toList();
    }

    private RelayStatus status(Outlet outlet, @Nullable Map<Integer, TrackingToken> tokens, long head) {
        Duration waiting = watch.waiting(outlet.processor());
        long position = tokens == null ? BEFORE_ALL : lowest(tokens.values());
        boolean isElsewhere = processing.eventProcessor(outlet.processor(),
                StreamingEventProcessor.class)
                .map(processor -> processor.processingStatus().isEmpty())
                .orElse(true);
        boolean paused = watch.isPaused(outlet.processor());
        boolean waits = isElsewhere && !paused || !waiting.isZero();
        long lag = waits ? Math.max(0, head - position) : 0;
        long dead = processing.<EventMessage<?>>deadLetterQueue(outlet.processor())
                .map(SequencedDeadLetterQueue::amountOfSequences)
                .orElse(0L);
        RepeatedFailure failure = outlet.failure().orElse(null);
        return new RelayStatus(outlet.broker().name(), stateOf(paused, failure, dead, lag),
                position, head, lag,
                waiting.toSeconds(), settings.format(), outlet.published(),
                outlet.broker().unrouted(), dead, failure == null ? null : failure.since(),
                failure == null ? null : failure.failure());
    }

    private static RelayStatus.State stateOf(boolean paused, @Nullable RepeatedFailure failure, long dead,
            long lag) {
        if (paused) {
            return RelayStatus.State.PAUSED;
        }
        if (failure != null) {
            return RelayStatus.State.WAITING;
        }
        if (dead > 0) {
            return RelayStatus.State.FAILING;
        }
        return lag > 0 ? RelayStatus.State.CATCHING_UP : RelayStatus.State.LIVE;
    }

    private static long lowest(Collection<TrackingToken> tokens) {
        return tokens.stream().mapToLong(token -> token.position().orElse(BEFORE_ALL)).min().orElse(BEFORE_ALL);
    }

    /** Publishes the lag and the number of messages as metrics. */
    void measureBy(MeterRegistry meters) {
        relays.all().forEach(outlet -> {
            RelayMeters.LAG.gauge(meters, watch, one -> one.waiting(outlet.processor()).toMillis() / 1000.0,
                    outlet.broker().name());
            RelayMeters.PUBLISHED.count(meters, outlet, Outlet::published, outlet.broker().name());
        });
    }
}
