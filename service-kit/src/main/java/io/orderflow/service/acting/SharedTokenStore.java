package io.orderflow.service.acting;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.checkpoint.PacedTokenStore;
import io.orderflow.service.checkpoint.Restarts;
import io.orderflow.service.health.RepeatedFailures;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToRetrieveIdentifierException;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token store that several services may meet for the first time at the same moment, and that may lose everything
 * while they run. Each looks for the identifier of the store and, where there is none, inserts one; the second insert
 * fails, and by then the first one's is there. Thread-safe.
 *
 * <p>The framework makes a processor's segments when it starts, and never again: without them it would look for some to
 * claim for ever, and nothing would act. Here they are made again, to begin with the first event: what is handled a
 * second time changes nothing. Two processes that make them at once are kept apart by the unique index, which is made
 * first: the second gets an exception, and its coordinator tries again and finds them.
 *
 * <p>So it is where a segment's checkpoint is of another log: it begins again with the first event, and the dead letters
 * whose events this log does not have are dropped.
 */
final class SharedTokenStore extends PacedTokenStore {

    private static final Logger LOG = LoggerFactory.getLogger(SharedTokenStore.class);
    private static final long BEFORE_ALL = -1;

    private final MongoTemplate template;
    private final int segments;
    private final LostLetters letters;
    private final Restarts restarts;

    SharedTokenStore(MongoTemplate template, Builder builder, int segments, CheckpointedLog log, LostLetters letters,
            Restarts restarts, RepeatedFailures failures) {
        super(builder.mongoTemplate(template), log, failures);
        this.template = template;
        this.segments = segments;
        this.letters = letters;
        this.restarts = restarts;
    }

    @Override
    protected TrackingToken beginAgain(long checkpoint, String processor, int segment) {
        restarts.begunAgain(processor + "[" + segment + "]", checkpoint);
        letters.drop(processor);
        TrackingToken first = new GlobalSequenceTrackingToken(BEFORE_ALL);
        storeToken(first, processor, segment);
        return first;
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
}
