package io.orderflow.service.acting;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToRetrieveIdentifierException;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token store that several services may meet for the first time at the same moment, and that may lose everything
 * while they run. Each looks for the identifier of the store and, where there is none, inserts one; the second insert
 * fails, and by then the first one's is there. Thread-safe.
 *
 * <p>The framework makes a processor's segments when it starts, and never again: without them it would look for some to
 * claim for ever, and nothing would act. Here they are made again, to begin with the first event: what is handled a
 * second time changes nothing.
 *
 * <p>A segment's token is written once in a while, not with each of its small batches: in between it is remembered, and
 * written before the segment is given back or its claim extended. A crash loses what was remembered, so that a few
 * events are handled again, as after the loss of the database's last moments.
 */
final class SharedTokenStore extends MongoTokenStore {

    private static final Logger LOG = LoggerFactory.getLogger(SharedTokenStore.class);
    private static final Duration WRITE_INTERVAL = Duration.ofMillis(100);

    private final MongoTemplate template;
    private final int segments;
    private final Map<Place, Written> places = new ConcurrentHashMap<>();

    private record Place(String processor, int segment) {}

    /** @param later a token that has not been written yet */
    private record Written(long atNanos, @Nullable TrackingToken later) {}

    SharedTokenStore(MongoTemplate template, Builder builder, int segments) {
        super(builder.mongoTemplate(template));
        this.template = template;
        this.segments = segments;
    }

    @Override
    public Optional<String> retrieveStorageIdentifier() throws UnableToRetrieveIdentifierException {
        try {
            return super.retrieveStorageIdentifier();
        } catch (UnableToRetrieveIdentifierException insertedElsewhere) {
            return super.retrieveStorageIdentifier();
        }
    }

    @Override
    public List<Segment> fetchAvailableSegments(String processor) {
        List<Segment> available = super.fetchAvailableSegments(processor);
        if (!available.isEmpty() || fetchSegments(processor).length > 0) {
            return available;
        }
        LOG.warn("The checkpoints of {} are gone: it begins again with the first event", processor);
        // The index is gone as well, and keeps two processes from making them twice.
        template.trackingTokensCollection().createIndex(Indexes.ascending("processorName", "segment"),
                new IndexOptions().unique(true));
        initializeTokenSegments(processor, segments);
        return super.fetchAvailableSegments(processor);
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {
        places.compute(new Place(processor, segment), (place, written) -> {
            long now = System.nanoTime();
            if (written != null && now - written.atNanos() < WRITE_INTERVAL.toNanos()) {
                return new Written(written.atNanos(), token);
            }
            super.storeToken(token, processor, segment);
            return new Written(now, null);
        });
    }

    @Override
    public TrackingToken fetchToken(String processor, int segment) {
        places.remove(new Place(processor, segment));
        return super.fetchToken(processor, segment);
    }

    @Override
    public void extendClaim(String processor, int segment) {
        if (!writeRemembered(processor, segment)) {
            super.extendClaim(processor, segment);
        }
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        writeRemembered(processor, segment);
        places.remove(new Place(processor, segment));
        super.releaseClaim(processor, segment);
    }

    /** Returns whether there was anything to write, which extends the claim as well. */
    private boolean writeRemembered(String processor, int segment) {
        Written before = places.get(new Place(processor, segment));
        places.computeIfPresent(new Place(processor, segment), (place, written) -> {
            if (written.later() != null) {
                super.storeToken(written.later(), processor, segment);
            }
            return new Written(written.atNanos(), null);
        });
        return before != null && before.later() != null;
    }
}
