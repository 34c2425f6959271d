package io.orderflow.relay.replay;

import io.orderflow.relay.broker.EventRefused;
import io.orderflow.relay.live.RelayStopped;
import io.orderflow.relay.live.Relays;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.resilience.FailureText;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.resilience.RepeatedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Carries out the replays that no other process carries out, each on a thread of its own. Where the event store or the
 * database is away, a replay is given back, and taken up again from where it was. Thread-safe.
 */
final class ReplayRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);
    private static final String COMPONENT = "relay replays";
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);
    private static final Duration CLAIM = Duration.ofSeconds(10);
    private static final Duration PRUNE_INTERVAL = Duration.ofHours(1);

    private final Relays relays;
    private final EventStore events;
    private final CheckpointedLog log;
    private final ReplayStore store;
    private final RepeatedFailures failures;
    private final Duration keep;
    private final Map<String, ReplayRun> runs = new ConcurrentHashMap<>();
    private volatile @Nullable RepeatedTask looking;
    /** Only the thread that looks for replays uses it. */
    private Instant prunedAt = Instant.EPOCH;

    /** @param keep how long a replay that has ended is kept */
    ReplayRunner(Relays relays, EventStore events, CheckpointedLog log, ReplayStore store, RepeatedFailures failures,
            Duration keep) {
        this.relays = relays;
        this.events = events;
        this.log = log;
        this.store = store;
        this.failures = failures;
        this.keep = keep;
    }

    @Override
    public void start() {
        looking = RepeatedTask.every(LOOK_INTERVAL, "relay-replays", this::look,
                failed -> failures.failed(COMPONENT, failed));
    }

    private void look() {
        Instant now = Instant.now();
        prune(now);
        runs.values().stream().filter(run -> !store.isOurs(run.id(), now)).forEach(ReplayRun::stop);
        for (RelayReplay replay : store.running()) {
            relays.of(replay.relay())
                    .filter(outlet -> !runs.containsKey(replay.replayId())
                            && store.claim(replay.replayId(), now, now.minus(CLAIM)))
                    .ifPresent(outlet -> begin(new ReplayRun(replay, outlet, relays.integrationEvents(() -> events),
                            log, (position, published) -> store.progress(replay.replayId(), position, published,
                                    Instant.now()))));
        }
        failures.succeeded(COMPONENT);
    }

    private void prune(Instant now) {
        if (now.isAfter(prunedAt.plus(PRUNE_INTERVAL))) {
            store.prune(now.minus(keep));
            prunedAt = now;
        }
    }

    private void begin(ReplayRun run) {
        runs.put(run.id(), run);
        Thread.ofVirtual().name("relay-replay-" + run.id()).start(() -> {
            try {
                run.run();
                if (!run.isStopped()) {
                    store.end(run.id(), ReplayState.COMPLETED, null, Instant.now());
                }
            } catch (EventRefused | SerializationException unpublishable) {
                fail(run, unpublishable);
            } catch (RelayStopped stops) {
                LOG.debug("The replay {} goes on after the next start", run.id());
            } catch (Exception away) {
                failures.failed(COMPONENT, away);
            } finally {
                runs.remove(run.id());
                giveBack(run);
            }
        });
    }

    /** The replay does not skip an event: whoever reads its target would not notice. */
    private void fail(ReplayRun run, RuntimeException cause) {
        LOG.warn("The replay {} ends: {}", run.id(), cause.getMessage());
        store.end(run.id(), ReplayState.FAILED, FailureText.of(cause), Instant.now());
    }

    private void giveBack(ReplayRun run) {
        try {
            store.release(run.id());
        } catch (RuntimeException away) {
            LOG.debug("The replay {} is taken up again when its claim has expired", run.id(), away);
        }
    }

    @Override
    public void stop() {
        runs.values().forEach(ReplayRun::stop);
        RepeatedTask running = looking;
        if (running != null) {
            running.close();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}
