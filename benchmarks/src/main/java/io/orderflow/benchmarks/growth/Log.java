package io.orderflow.benchmarks.growth;

import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.benchmarks.projection.DeliveredOrders;
import io.orderflow.ledger.Chain;
import io.orderflow.service.idempotency.NewId;
import io.orderflow.service.idempotency.RequestEvent.RequestHandled;
import io.orderflow.service.message.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes events as the services store them, with the sequence numbers of their streams, the hashes of postings, and the
 * metadata of commands. Not thread-safe.
 */
final class Log {

    private static final int HASH_BYTES = 32;
    private static final int TRACE_BYTES = 16;

    private final DeliveredOrders lives = new DeliveredOrders();
    /** The last sequence number of each stream that continues in later transactions. */
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, Long> sequencesOfTransaction = new HashMap<>();
    private final Map<AccountId, Chain> chains = new HashMap<>();
    private List<Event> transaction = new ArrayList<>();

    /** A client's request, which the metadata of all events that it has caused names. */
    record Conversation(String stream, String request, String correlation, String trace) {

        static Conversation begin() {
            String stream = "request:" + hex(HASH_BYTES);
            return new Conversation(stream, NewId.ofStream(stream).value(), uuid(), hex(TRACE_BYTES));
        }
    }

    /** Returns the events since the last call. Of their streams only those of accounts and products continue. */
    List<Event> transaction() {
        List<Event> stored = transaction;
        transaction = new ArrayList<>();
        sequencesOfTransaction.clear();
        return stored;
    }

    /** Adds the event of a client's command, and the event that records the request. */
    void handle(Conversation conversation, Instant at, String type, String stream, Object payload) {
        Map<String, String> metaData = ofRequest(conversation);
        long version = store(at, type, stream, payload, metaData);
        handled(conversation, at, version, metaData);
    }

    /** Adds the same as {@link #handle}, with an entry in a register. */
    void handle(Conversation conversation, Instant at, String type, String stream, Object payload, String register,
            Object entry) {
        Map<String, String> metaData = ofRequest(conversation);
        long version = store(at, type, stream, payload, metaData);
        store(at, "Register", register, entry, metaData);
        handled(conversation, at, version, metaData);
    }

    private void handled(Conversation conversation, Instant at, long version, Map<String, String> metaData) {
        store(at, "Request", conversation.stream(), new RequestHandled(hex(HASH_BYTES), version), metaData);
    }

    /** Adds the event of a command that another event has caused. Returns its sequence number. */
    long follow(Conversation conversation, Instant at, String type, String stream, Object payload) {
        return store(at, type, stream, payload, origin(conversation, uuid()));
    }

    private static Map<String, String> ofRequest(Conversation conversation) {
        Map<String, String> metaData = origin(conversation, conversation.correlation());
        metaData.put(Origin.REQUEST, conversation.request());
        return metaData;
    }

    private static Map<String, String> origin(Conversation conversation, String cause) {
        return new HashMap<>(Map.of(Origin.ACTOR, Origin.ANONYMOUS, Origin.CAUSATION_ID, cause,
                Origin.CORRELATION_ID, conversation.correlation(), Origin.TRACE_ID, conversation.trace()));
    }

    private long store(Instant at, String type, String stream, Object payload, Map<String, String> metaData) {
        boolean goesOn = payload instanceof AccountEvent || payload instanceof StockEvent;
        long sequence = (goesOn ? sequences : sequencesOfTransaction).merge(stream, 0L, (last, first) -> last + 1);
        Event.Builder event = lives.stored(type, stream, sequence, payload).toBuilder()
                .setTimestamp(at.toEpochMilli());
        metaData.forEach((name, value) -> event.putMetaData(name, text(value)));
        if (payload instanceof AccountEvent posting) {
            Chain chain = chains.computeIfAbsent(posting.accountId(), Chain::of).after(posting);
            chains.put(posting.accountId(), chain);
            if (!(posting instanceof AccountEvent.AccountOpened)) {
                chain.metaData().forEach((name, value) -> event.putMetaData(name, text(value)));
            }
        }
        transaction.add(event.build());
        return sequence;
    }

    private static MetaDataValue text(String value) {
        return MetaDataValue.newBuilder().setTextValue(value).build();
    }

    private static String uuid() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
