package io.orderflow.service.acting;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToRetrieveIdentifierException;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.jspecify.annotations.Nullable;

/**
 * A token store that several services may meet for the first time at the same moment. Each looks for the identifier of
 * the store and, where there is none, inserts one; the second insert fails, and by then the first one's is there.
 *
 * <p>A segment's token is written once in a while, not with each of its small batches: in between it is remembered, and
 * written before the segment is given back or its claim extended. A crash loses what was remembered, so that a few events
 * are handled again, as after the loss of the database's last moments. Thread-safe.
 */
final class SharedTokenStore extends MongoTokenStore {

    private static final Duration WRITE_INTERVAL = Duration.ofMillis(100);

    private final Map<Place, Written> places = new ConcurrentHashMap<>();

    private record Place(String processor, int segment) {}

    /** @param later a token that has not been written yet */
    private record Written(long atNanos, @Nullable TrackingToken later) {}

    SharedTokenStore(Builder builder) {
        super(builder);
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
