package io.orderflow.service.processor;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.checkpoint.PacedTokenStore;
import io.orderflow.service.checkpoint.Restarts;
import io.orderflow.service.checkpoint.StoredCheckpoints;
import io.orderflow.service.resilience.RepeatedFailures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToRetrieveIdentifierException;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token store that several services may use for the first time at the same moment, and that may lose everything while
 * they run. Each service looks for the identifier of the store and, where there is none, inserts one; the second insert
 * fails, and by then the identifier of the first is there. Thread-safe.
 *
 * <p>The framework makes a processor's segments when it starts, and never again: where the database is away then, the
 * processor would not start, and where the segments are lost later, it would look for some to claim for ever. Here the
 * processor starts without them, and they are made whenever some are to be claimed and there are none. The new segments
 * begin with the first event, and to handle an event a second time changes nothing. The unique index, which is made
 * first, keeps two processes apart that make the segments at once: the second gets an exception, and its coordinator
 * tries again and finds them.
 *
 * <p>Where a segment's checkpoint is of another log, the segment also begins again with the first event, and the dead
 * letters whose events this log does not have are dropped.
 */
final class SharedTokenStore extends PacedTokenStore implements UnclaimedCheckpoints {

    private static final Logger LOG = LoggerFactory.getLogger(SharedTokenStore.class);
    private static final String PROCESSOR = "processorName";
    private static final long BEFORE_ALL = -1;

    private final StoredCheckpoints checkpoints;
    private final MongoTemplate template;
    private final int segments;
    private final LostDeadLetters letters;
    private final Restarts restarts;
    private final Map<String, String> predecessors;

    /**
     * @param predecessors for each processor that has taken over a part of another's work, the name of that other one
     */
    SharedTokenStore(StoredCheckpoints checkpoints, int segments, CheckpointedLog log, LostDeadLetters letters,
            Restarts restarts, RepeatedFailures failures, Map<String, String> predecessors) {
        super(checkpoints, log, failures);
        this.checkpoints = checkpoints;
        this.template = checkpoints.template();
        this.segments = segments;
        this.letters = letters;
        this.restarts = restarts;
        this.predecessors = predecessors;
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
        createIndex();
        try {
            return super.retrieveStorageIdentifier();
        } catch (UnableToRetrieveIdentifierException insertedElsewhere) {
            return super.retrieveStorageIdentifier();
        }
    }

    /**
     * Makes the segments of a processor. One that has taken over work begins where its predecessor stands, segment by
     * segment, because both divide the work alike.
     */
    @Override
    public void initializeTokenSegments(String processor, int count, @Nullable TrackingToken initial) {
        createIndex();
        List<Document> begun = template.trackingTokensCollection()
                .find(Filters.eq(PROCESSOR, predecessors.getOrDefault(processor, "")))
                .map(checkpoint -> unclaimed(checkpoint, processor))
                .into(new ArrayList<>());
        if (begun.isEmpty()) {
            super.initializeTokenSegments(processor, count, initial);
        } else {
            LOG.info("{} takes over from {}", processor, predecessors.get(processor));
            template.trackingTokensCollection().insertMany(begun, new InsertManyOptions().ordered(false));
        }
    }

    private static Document unclaimed(Document checkpoint, String processor) {
        checkpoint.remove("_id");
        return checkpoint.append(PROCESSOR, processor).append("owner", null);
    }

    /**
     * Makes the segments of the processors that take over work from this one before it goes on, because they would miss
     * events otherwise.
     */
    private void beginSuccessorsOf(String processor) {
        predecessors.forEach((successor, predecessor) -> {
            if (predecessor.equals(processor) && super.fetchSegments(successor).length == 0) {
                initializeTokenSegments(successor, segments, null);
            }
        });
    }

    /** Does not fail where the database is away, so that the processor starts; the segments are made later. */
    @Override
    public int[] fetchSegments(String processor) {
        try {
            return super.fetchSegments(processor);
        } catch (MongoException away) {
            LOG.debug("It is not known whether {} has segments", processor, away);
            return IntStream.range(0, segments).toArray();
        }
    }

    @Override
    public OptionalLong lowestUnclaimed(String processor, Set<Integer> here) {
        return checkpoints.lowestUnclaimed(processor, here);
    }

    /** Creates the index, which is missing before the first time, and after a database has lost everything. */
    private void createIndex() {
        template.trackingTokensCollection().createIndex(Indexes.ascending(PROCESSOR, "segment"),
                new IndexOptions().unique(true));
    }

    @Override
    public List<Segment> fetchAvailableSegments(String processor) {
        beginSuccessorsOf(processor);
        List<Segment> available = super.fetchAvailableSegments(processor);
        if (!available.isEmpty() || super.fetchSegments(processor).length > 0) {
            return available;
        }
        LOG.info("{} has no checkpoints: it begins with the first event", processor);
        initializeTokenSegments(processor, segments);
        return super.fetchAvailableSegments(processor);
    }
}
