package io.orderflow.projection.engine;

import io.orderflow.projection.api.Events;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;

/**
 * All segments of one processor, which this process keeps claimed as long as it stores their checkpoints. Not
 * thread-safe.
 */
final class SegmentClaims implements AutoCloseable {

    private final TokenStore store;
    private final String processor;
    private final List<Integer> segments = new ArrayList<>();
    private @Nullable TrackingToken lowest;

    private SegmentClaims(TokenStore store, String processor) {
        this.store = store;
        this.processor = processor;
    }

    /**
     * Claims all segments, and creates them where there are none.
     *
     * @throws UnableToClaimTokenException where another process has one
     */
    static SegmentClaims of(TokenStore store, String processor, int segmentCount) {
        if (store.fetchSegments(processor).length == 0) {
            store.initializeTokenSegments(processor, segmentCount);
        }
        SegmentClaims claims = new SegmentClaims(store, processor);
        try {
            claims.claim();
            return claims;
        } catch (RuntimeException failure) {
            claims.close();
            throw failure;
        }
    }

    private void claim() {
        List<TrackingToken> tokens = new ArrayList<>();
        for (int segment : store.fetchSegments(processor)) {
            TrackingToken token = store.fetchToken(processor, segment);
            segments.add(segment);
            tokens.add(token);
        }
        lowest = tokens.contains(null) ? null : tokens.stream().min(Comparator.comparing(Events::positionOf)).get();
    }

    /** The checkpoint of the segment that is furthest behind; null where one is at the very beginning. */
    @Nullable
    TrackingToken lowest() {
        return lowest;
    }

    /** @throws UnableToClaimTokenException where another process has taken a segment over */
    void store(TrackingToken token) {
        segments.forEach(segment -> store.storeToken(token, processor, segment));
    }

    @Override
    public void close() {
        segments.forEach(segment -> store.releaseClaim(processor, segment));
    }
}
