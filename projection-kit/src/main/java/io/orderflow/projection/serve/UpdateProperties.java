package io.orderflow.projection.serve;

import io.orderflow.service.web.HeapRoom;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits and intervals of the streams by which clients watch documents and rebuilds.
 *
 * @param maxSubscribers          how many streams of events this process has open at once; the next one is answered
 *                                with 503. Without it, a third of the requests for which the heap has room, some 400
 *                                with ./run
 * @param maxSubscribersPerClient how many of them one client has open, by its name or else its address; the next one is
 *                                answered with 429. Without it, half of all
 * @param maxWaits                how many commands of this process wait at once for a document, which counts apart from
 *                                streams; the next one is answered with 202 and the stage that it has reached. Without
 *                                it, a quarter of the requests for which the heap has room
 * @param buffer                  how many changes wait for a client that reads slowly, before it is cut off
 * @param heartbeat               how often a client is sent a comment where no document changes, so that the server
 *                                notices a client that has left
 * @param sweep                   how often all watched documents are read, whatever the log says: a dead letter that
 *                                another process has folded changes a document without an event
 */
@Validated
@ConfigurationProperties("orderflow.updates")
record UpdateProperties(@Nullable @Min(1) @Max(1_000_000) Integer maxSubscribers,
        @Nullable @Min(1) @Max(1_000_000) Integer maxSubscribersPerClient,
        @Nullable @Min(1) @Max(1_000_000) Integer maxWaits,
        @Min(1) @Max(10_000) @DefaultValue("64") int buffer, @NotNull @DefaultValue("15s") Duration heartbeat,
        @NotNull @DefaultValue("30s") Duration sweep) {

    int streams() {
        return maxSubscribers == null ? HeapRoom.streams() : maxSubscribers;
    }

    int streamsOfOneClient() {
        return maxSubscribersPerClient == null ? Math.ceilDiv(streams(), 2) : maxSubscribersPerClient;
    }

    int waits() {
        return maxWaits == null ? HeapRoom.waits() : maxWaits;
    }
}
