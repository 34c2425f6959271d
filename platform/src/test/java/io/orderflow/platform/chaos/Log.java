package io.orderflow.platform.chaos;

import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The events as they lie in the event store, of which no service is asked. */
final class Log {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int BUFFER = 1_000;
    private static final long PATIENCE_SECONDS = 30;

    /** @param trace of the request that it was caused by, empty where there was none */
    record Entry(long position, String type, Instant at, String trace, String json) {

        JsonNode payload() {
            return JSON.readTree(json);
        }

        String order() {
            return payload().path("orderId").asString("");
        }

        @Override
        public String toString() {
            return at + " " + type;
        }
    }

    private Log() {}

    /**
     * Reads the whole log.
     *
     * @param address {@code host:port} of the event store
     */
    static List<Entry> read(String address) throws Exception {
        String[] server = address.split(":");
        AxonServerConnectionFactory factory = AxonServerConnectionFactory.forClient("chaos")
                .routingServers(new ServerAddress(server[0], Integer.parseInt(server[1])))
                .build();
        var events = factory.connect("default").eventChannel();
        long head = events.getLastToken().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        List<Entry> entries = new ArrayList<>();
        try (EventStream stream = events.openStream(-1, BUFFER)) {
            for (long position = -1; position < head;) {
                EventWithToken next = stream.nextIfAvailable(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new IllegalStateException("The log ends at " + position + " in place of " + head);
                }
                position = next.getToken();
                entries.add(entry(position, next.getEvent()));
            }
        } finally {
            factory.shutdown();
        }
        return entries;
    }

    private static Entry entry(long position, Event event) {
        var trace = event.getMetaDataMap().get("traceId");
        return new Entry(position, event.getPayload().getType(), Instant.ofEpochMilli(event.getTimestamp()),
                trace == null ? "" : trace.getTextValue(), event.getPayload().getData().toStringUtf8());
    }
}
