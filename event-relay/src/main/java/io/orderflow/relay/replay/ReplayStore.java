package io.orderflow.relay.replay;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.orderflow.service.message.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the replays in the database of the checkpoints, so that they go on after a restart. A process claims a replay
 * before it carries it out, and gives a sign of life with each progress. Thread-safe.
 */
final class ReplayStore {

    static final String COLLECTION = "relay_replays";
    private static final String ID = "_id";
    private static final String STATE = "state";
    private static final String OWNER = "owner";
    private static final String SEEN_AT = "seenAt";
    private static final String POSITION = "position";
    private static final String PUBLISHED = "published";
    private static final String ENDED_AT = "endedAt";
    private static final String ERROR = "error";

    private final MongoCollection<Document> replays;
    private final String process;

    /** @param process the name under which this process claims replays */
    ReplayStore(MongoCollection<Document> replays, String process) {
        this.replays = replays;
        this.process = process;
    }

    void begin(RelayReplay replay) {
        replays.insertOne(new Document(ID, replay.replayId())
                .append("relay", replay.relay())
                .append("target", replay.target())
                .append("type", replay.type())
                .append("from", replay.from())
                .append("until", replay.until())
                .append(STATE, replay.state().name())
                .append(POSITION, replay.position())
                .append(PUBLISHED, replay.published())
                .append("startedAt", Date.from(replay.startedAt()))
                .append(OWNER, null)
                .append(SEEN_AT, new Date(0)));
    }

    Optional<RelayReplay> find(String id) {
        return Optional.ofNullable(replays.find(eq(ID, id)).first()).map(ReplayStore::read);
    }

    /** @param before the replay that the list goes on behind, null for its beginning */
    Page<RelayReplay> list(@Nullable String before, int limit) {
        List<RelayReplay> found = replays.find(before == null ? Filters.empty() : lt(ID, before))
                .sort(Sorts.descending(ID))
                .limit(limit + 1)
                .map(ReplayStore::read)
                .into(new ArrayList<>());
        return Page.of(found, limit, RelayReplay::replayId);
    }

    /** The replays that go on, whoever carries them out. */
    List<RelayReplay> running() {
        return replays.find(eq(STATE, ReplayState.RUNNING.name())).map(ReplayStore::read).into(new ArrayList<>());
    }

    /**
     * Claims a replay that no process carries out.
     *
     * @param deadSince a process that has given no sign of life since then has died
     */
    boolean claim(String id, Instant now, Instant deadSince) {
        return replays.updateOne(and(running(id), lt(SEEN_AT, Date.from(deadSince))),
                combine(set(OWNER, process), set(SEEN_AT, Date.from(now)))).getMatchedCount() == 1;
    }

    /** Gives a sign of life; false where the replay is not this process's any more, as after it was cancelled. */
    boolean isOurs(String id, Instant now) {
        return replays.updateOne(ours(id), set(SEEN_AT, Date.from(now))).getMatchedCount() == 1;
    }

    void progress(String id, long position, long newlyPublished, Instant now) {
        replays.updateOne(ours(id), combine(set(POSITION, position),
                inc(PUBLISHED, newlyPublished), set(SEEN_AT, Date.from(now))));
    }

    /** Lets another process, or this one after its next start, go on with the replay at once. */
    void release(String id) {
        replays.updateOne(ours(id), set(SEEN_AT, new Date(0)));
    }

    void end(String id, ReplayState state, @Nullable String error, Instant now) {
        replays.updateOne(ours(id), ended(state, error, now));
    }

    /** Returns whether it was running. */
    boolean cancel(String id, Instant now) {
        return replays.updateOne(running(id), ended(ReplayState.CANCELLED, null, now)).getMatchedCount() == 1;
    }

    /** Forgets the replays that ended before that time, and returns how many these were. */
    long prune(Instant endedBefore) {
        return replays.deleteMany(lt(ENDED_AT, Date.from(endedBefore))).getDeletedCount();
    }

    private static Bson ended(ReplayState state, @Nullable String error, Instant now) {
        return combine(set(STATE, state.name()), set(ERROR, error), set(ENDED_AT, Date.from(now)));
    }

    private static Bson running(String id) {
        return and(eq(ID, id), eq(STATE, ReplayState.RUNNING.name()));
    }

    private Bson ours(String id) {
        return and(running(id), eq(OWNER, process));
    }

    private static RelayReplay read(Document stored) {
        Date ended = stored.getDate(ENDED_AT);
        return new RelayReplay(stored.getString(ID), stored.getString("relay"), stored.getString("target"),
                stored.getString("type"), stored.getLong("from"), stored.getLong("until"),
                ReplayState.valueOf(stored.getString(STATE)), stored.getLong(POSITION), stored.getLong(PUBLISHED), 0,
                null, stored.getDate("startedAt").toInstant(), ended == null ? null : ended.toInstant(),
                stored.getString(ERROR)).measuredAt(Instant.now());
    }
}
