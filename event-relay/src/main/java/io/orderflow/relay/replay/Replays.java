package io.orderflow.relay.replay;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.orderflow.api.Times;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.relay.broker.BrokerUnavailable;
import io.orderflow.relay.live.Outlet;
import io.orderflow.relay.live.Relays;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.message.Page;
import io.orderflow.service.web.NotFound;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** Begins, shows and cancels replays. They go on by themselves, also after a restart. Thread-safe. */
final class Replays {

    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();
    private static final int MAX_RUNNING = 4;

    private final Relays relays;
    private final CheckpointedLog log;
    private final ReplayStore store;

    Replays(Relays relays, CheckpointedLog log, ReplayStore store) {
        this.relays = relays;
        this.log = log;
        this.store = store;
    }

    /**
     * Begins a replay up to the present end of the log.
     *
     * @throws NotFound      where this process does not publish to that broker
     * @throws ReplayRefused where the target is there already, too many replays run, or the broker is away
     */
    RelayReplay start(String relay, RelayReplayRequest request) {
        Outlet outlet = relays.of(relay).orElseThrow(() -> new NotFound("Nothing is published to " + relay));
        String target = request.requireTarget();
        outlet.broker().requireUsable(target);
        request.requireValid();
        List<RelayReplay> running = store.running();
        if (running.size() >= MAX_RUNNING) {
            throw new ReplayRefused(ProblemCode.WRONG_STATE, MAX_RUNNING
                    + " replays are running; DELETE /replays/" + running.getFirst().replayId() + " cancels one of them",
                    running.getFirst().replayId());
        }
        long from = beginOf(request);
        long until = log.head();
        create(outlet, target, Boolean.TRUE.equals(request.useExisting()));
        RelayReplay replay = RelayReplay.begun(IDS.generate().toString(), relay, target, request.type(), from, until,
                Instant.now());
        store.begin(replay);
        return replay;
    }

    /** The position of the first event; that of a time is the first event at or after it. */
    private long beginOf(RelayReplayRequest request) {
        if (request.fromTime() == null) {
            return request.fromPosition() == null ? 0 : request.fromPosition();
        }
        TrackingToken before = log.createTokenAt(Times.moment("fromTime", request.fromTime()));
        OptionalLong position = before == null ? OptionalLong.empty() : before.position();
        return position.orElse(-1) + 1;
    }

    private static void create(Outlet outlet, String target, boolean mayExist) {
        try {
            if (!outlet.broker().create(target) && !mayExist) {
                throw new ReplayRefused(ProblemCode.ALREADY_EXISTS, target
                        + " exists already; \"useExisting\": true publishes to it nevertheless", null);
            }
        } catch (BrokerUnavailable away) {
            throw new ReplayRefused(ProblemCode.UNAVAILABLE, away.getMessage() + "; nothing was done", null);
        }
    }

    Page<RelayReplay> list(@Nullable String before, int limit) {
        return store.list(before, limit);
    }

    /** @throws NotFound where there never was such a replay */
    RelayReplay find(String id) {
        return store.find(id).orElseThrow(() -> new NotFound("No replay " + id));
    }

    /**
     * Ends the replay; the topic or queue stays with what was published. To cancel again changes nothing.
     *
     * @throws NotFound      where there never was such a replay
     * @throws ReplayRefused where it came to another end
     */
    RelayReplay cancel(String id) {
        store.cancel(id, Instant.now());
        RelayReplay replay = find(id);
        if (replay.state() != ReplayState.CANCELLED) {
            throw new ReplayRefused(ProblemCode.WRONG_STATE, "The replay is " + replay.state(), null);
        }
        return replay;
    }
}
