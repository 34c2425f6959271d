package io.orderflow.platform.backup;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.store.StoreStatistics;
import io.orderflow.axonserver.store.rocksdb.OfflineStores;
import io.orderflow.mongoserver.EmbeddedMongoServer;
import io.orderflow.mongoserver.store.StoreCopies;
import io.orderflow.mongoserver.store.StoreSettings;
import io.orderflow.platform.address.MongoUris;
import io.orderflow.projection.engine.StoredReadModels;
import io.orderflow.service.checkpoint.EventToken;
import io.orderflow.service.checkpoint.StoredCheckpoints;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.serialization.Serializer;

/**
 * The content of a data folder that no server uses: the events, and the positions of the readers of the log. It is read
 * from a copy of the database, which is deleted before this is returned.
 */
final class Inventory {

    private static final long NOWHERE = -1;

    private final Map<String, StoreStatistics> events;
    private final boolean hasDocuments;
    private final List<Reader> readers = new ArrayList<>();
    private long deadLetters;

    /**
     * A reader of the log.
     *
     * @param kind     the kind of the reader, in a word
     * @param name     the name of a projection's collection, or of a processor that sends commands
     * @param holds    what the reader has stored, in words
     * @param position the reader has handled or set aside every event at or before this position
     * @param anew     what happens where the log is not that of the reader's checkpoints; empty where it is
     */
    private record Reader(String kind, String name, String holds, long position, String anew) {

        String progress() {
            return position == NOWHERE ? "no event yet" : "up to position %,d".formatted(position);
        }
    }

    private Inventory(Map<String, StoreStatistics> events, boolean hasDocuments) {
        this.events = events;
        this.hasDocuments = hasDocuments;
    }

    static Inventory of(DataFolder data) {
        OfflineStores stores = new OfflineStores(data.events());
        Inventory inventory = new Inventory(stores.statistics(), data.documents().isPresent());
        data.documents().ifPresent(documents -> inventory.readDocuments(documents, stores));
        return inventory;
    }

    private void readDocuments(Path documents, OfflineStores stores) {
        try (EmbeddedMongoServer copy = EmbeddedMongoServer.start(StoreCopies.of(documents), 0, StoreSettings.DEFAULT);
                MongoClient client = RunningDatabase.connect(copy.uri(), Optional.empty())) {
            Serializer serializer = new StableNameSerializer(MessageTypes.of(List.of(EventToken.class)));
            MongoDatabase readModels = client.getDatabase(MongoUris.READ_MODELS);
            StoredReadModels stored = new StoredReadModels(readModels, serializer);
            stored.projections().stream().sorted().forEach(projection -> {
                String collection = stored.collectionOf(projection).orElseThrow();
                add("model", collection,
                        "%,d documents".formatted(readModels.getCollection(collection).countDocuments()),
                        "is folded anew", stored.checkpointsOf(collection), stores);
            });
            MongoDatabase checkpoints = client.getDatabase(MongoUris.CHECKPOINTS);
            StoredCheckpoints.readAll(checkpoints, serializer).forEach((processor, segments) -> add("acts", processor,
                    segments.size() + " segments", "handles all events again, which repeats nothing",
                    segments.values(), stores));
            deadLetters = checkpoints.getCollection("deadletters").countDocuments()
                    + readModels.getCollection("dead_letters").countDocuments();
        } finally {
            StoreCopies.removeFrom(documents);
        }
    }

    private void add(String kind, String name, String holds, String anew, Collection<TrackingToken> tokens,
            OfflineStores stores) {
        List<TrackingToken> lowest = tokens.stream().map(WrappedToken::unwrapLowerBound).toList();
        List<Long> positions = lowest.stream().map(Inventory::positionOf).filter(position -> position > NOWHERE)
                .toList();
        Map<Long, String> there = stores.eventsAt(Contexts.DEFAULT, positions);
        boolean ofThisLog = lowest.stream().allMatch(token -> isIn(there, token));
        readers.add(
                new Reader(kind, name, holds, lowest.stream().mapToLong(Inventory::positionOf).min().orElse(NOWHERE),
                        ofThisLog ? "" : anew));
    }

    private static long positionOf(TrackingToken token) {
        return token.position().orElse(NOWHERE);
    }

    /**
     * Whether the token is of this log. A token without an event, as earlier revisions stored them, counts as of this
     * log where the log reaches its position.
     */
    private static boolean isIn(Map<Long, String> events, TrackingToken token) {
        String event = events.get(positionOf(token));
        return positionOf(token) == NOWHERE
                || event != null && (!(token instanceof EventToken named) || named.eventId().equals(event));
    }

    void print(PrintWriter out) {
        events.forEach((context, counts) -> out.printf("  events     %s: %,d events, %,d snapshots, %,d scheduled%n",
                context, counts.events(), counts.snapshots(), counts.schedules()));
        readers.forEach(reader -> out.printf("  %-9s  %s: %s, %s%n", reader.kind(), reader.name(),
                reader.holds(), reader.progress()));
        if (hasDocuments) {
            out.printf("  letters    %,d dead letters%n", deadLetters);
        }
    }

    /**
     * The parts that a system which starts on this folder builds anew, and those that it cannot; empty where all
     * readers go on where they stood.
     */
    List<String> madeAnew() {
        if (!hasDocuments) {
            return List.of("all read models are folded anew, because the backup has no documents",
                    "the processors that send commands handle all events again, which has no effect twice; an event that fails "
                            + "again is a dead letter again",
                    "lost: the attempts and causes of the earlier dead letters, and the list of rebuilds");
        }
        return readers.stream()
                .filter(reader -> !reader.anew().isEmpty())
                .map(reader -> reader.name() + " " + reader.anew() + ": the events do not go on to its position "
                        + reader.position() + ", or are others")
                .toList();
    }
}
