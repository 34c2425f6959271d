package io.orderflow.notification.inbox;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.orderflow.service.message.Page;
import io.orderflow.service.resilience.LineLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the messages that could not be read, for an operator. Thread-safe. */
final class SetAsideEvents {

    static final String COLLECTION = "set_aside_events";
    private static final Logger LOG = LoggerFactory.getLogger(SetAsideEvents.class);
    private static final String ID = "_id";
    private static final int LINES_A_MINUTE = 10;

    private final MongoCollection<Document> messages;
    private final LongAdder added = new LongAdder();
    private final LineLimit lines = new LineLimit(LINES_A_MINUTE, 2 * LINES_A_MINUTE, Duration.ofMinutes(1));

    SetAsideEvents(MongoCollection<Document> messages) {
        this.messages = messages;
    }

    void add(String source, byte[] message, String reason) {
        String id = UUID.nameUUIDFromBytes(message).toString();
        String more = lines.next(source, "messages");
        if (more != null) {
            LOG.warn("A message of {} is set aside as {}: {}{}", source, id, reason, more);
        }
        messages.updateOne(eq(ID, id), Updates.combine(Updates.set("source", source), Updates.set("reason", reason),
                Updates.set("message", new String(message, UTF_8)), Updates.set("setAsideAt", new Date())),
                new UpdateOptions().upsert(true));
        added.increment();
    }

    /** @param after the message that the list goes on behind, null for its beginning */
    Page<SetAsideEvent> list(@Nullable String after, int limit) {
        return Page.of(messages.find(after == null ? Filters.empty() : gt(ID, after)).sort(Sorts.ascending(ID))
                .limit(limit + 1).map(SetAsideEvents::read).into(new ArrayList<>()), limit, SetAsideEvent::id);
    }

    /** Returns whether it was there. */
    boolean remove(String id) {
        return messages.deleteOne(eq(ID, id)).getDeletedCount() == 1;
    }

    /** How often this process has set a message aside. */
    long added() {
        return added.sum();
    }

    private static SetAsideEvent read(Document stored) {
        Instant at = stored.getDate("setAsideAt").toInstant();
        return new SetAsideEvent(stored.getString(ID), stored.getString("source"), stored.getString("reason"),
                stored.getString("message"), at);
    }
}
