package io.orderflow.projection.engine;

import com.mongodb.client.MongoCollection;
import io.opentelemetry.context.Scope;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.DocumentCodec;
import io.orderflow.projection.document.Documents;
import io.orderflow.projection.document.StoredDocument;
import io.orderflow.projection.engine.Pointer.CollectionVersion;
import io.orderflow.service.checkpoint.PacedTokenStore;
import io.orderflow.service.resilience.Progress;
import io.orderflow.service.resilience.RecoveryListener;
import io.orderflow.service.resilience.RepeatedFailures.RepeatedFailure;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One collection of a projection and the event processor that fills it; both have the same name. A generation starts
 * when it is made, and does not start again after it was stopped. Where a newer revision of the projection began the
 * collection, this process only reads it. Thread-safe.
 */
public final class Generation<D> {

    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
    private static final int STOP_SECONDS = 10;

    private final Projection<D> projection;
    private final CollectionVersion version;
    private final String name;
    private final boolean readOnly;
    private final MongoCollection<D> collection;
    private final MongoCollection<D> reads;
    private final ProjectionRuntime runtime;
    private final Documents<D> documents;
    private final FoldingInvoker<D> invoker;
    private final DeadLetterQueue deadLetters;
    private final DeadLetterRetry<D> retry;
    private final ForwardFold<D> forward;
    private final CoordinatorThread coordinator;
    private final Workers workers;
    private final PooledStreamingEventProcessor processor;
    private final CatchUp catchUp;

    Generation(Projection<D> projection, CollectionVersion version, ProjectionRuntime runtime, Observers observers) {
        this.projection = projection;
        this.version = version;
        this.name = version.collection();
        this.readOnly = version.revision() > projection.revision();
        this.runtime = runtime;
        this.collection = runtime.database().getCollection(name, projection.documentType());
        this.reads = runtime.soon(collection);
        DeadLetterStore letters = new DeadLetterStore(runtime.database());
        this.documents = new Documents<>(runtime.database(), name,
                new DocumentCodec<>(projection.documentType()));
        this.deadLetters = new DeadLetterQueue(projection.name(), name, letters, runtime.givenUp());
        this.retry = new DeadLetterRetry<>(deadLetters, letters, projection, documents, runtime.events());
        this.forward = new ForwardFold<>(projection, documents, runtime.events());
        this.invoker = new FoldingInvoker<>(projection, documents, deadLetters, retry,
                new SegmentWatch(new BatchFailures(component(), runtime.failures()),
                        new GapDetector(name, runtime.checkpoints().store(), runtime.events(),
                                observers.gaps()),
                        observers.folded()),
                // A generation that is built, or kept for a return, folds what the serving one has spans of.
                (span, events) -> observers.serves().getAsBoolean()
                        ? runtime.spans().begin(span, events)
                        : Scope.noop());
        this.coordinator = new CoordinatorThread(name);
        this.workers = new Workers(name, runtime.limits(), invoker::eventsFolded, observers.signal());
        this.processor = processor();
        if (!projection.indexes().isEmpty()) {
            collection.createIndexes(projection.indexes());
        }
        this.catchUp = new CatchUp(name, runtime, invoker, workers, observers.signal()::moved, processor::start);
        if (!readOnly) {
            catchUp.start();
        }
    }

    private PooledStreamingEventProcessor processor() {
        ProjectionProperties limits = runtime.limits();
        // The null token stands for the very beginning of the log, whatever number its first event has.
        return PooledStreamingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(invoker)
                .messageSource(runtime.checkpoints().log())
                .tokenStore(runtime.checkpoints().store())
                .transactionManager(NoTransactionManager.INSTANCE)
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .tokenClaimInterval(limits.claimInterval().toMillis())
                .claimExtensionThreshold(limits.claimTimeout().dividedBy(2).toMillis())
                .enableCoordinatorClaimExtension()
                .initialSegmentCount(limits.segments())
                .batchSize(limits.batchSize())
                .initialToken(source -> null)
                .build();
    }

    /** The name of this generation in reports of failures. */
    String component() {
        return "projection " + name;
    }

    Progress progress() {
        return new Progress(component(), this::position, catchUp::isQueued);
    }

    /** The failure that keeps the generation from going on, empty where nothing does. */
    public Optional<RepeatedFailure> failure() {
        return runtime.failures().of(component()).or(() -> runtime.failures().of(catchUp.component()));
    }

    public long number() {
        return version.generation();
    }

    /** The projection's revision when the collection was begun. */
    public int revision() {
        return version.revision();
    }

    /** Whether this process has the first segment, and so does the work that only one process should do. */
    public boolean leads() {
        return catchUp.replay() != null || processor.processingStatus().containsKey(0);
    }

    public String name() {
        return name;
    }

    /** The documents for a caller that waits for them, with the time limit of a read. */
    public MongoCollection<D> reads() {
        return reads;
    }

    public long documentsWritten() {
        return invoker.documentsWritten();
    }

    public Map<String, StoredDocument<D>> load(List<String> keys) {
        return documents.load(keys);
    }

    /** Brings a document of this or of another generation to a later position; empty where that cannot be done. */
    public Optional<RawBsonDocument> bring(RawBsonDocument stored, long position) {
        return forward.bring(stored, position);
    }

    /**
     * The sequences of dead letters of a document, or of all documents; the one that has waited longest comes first.
     */
    public List<WaitingDeadLetters> waiting(@Nullable String document) {
        return deadLetters.waiting()
                .filter(sequence -> document == null || sequence.concerns(projection, document))
                .sorted(Comparator.comparing(WaitingDeadLetters::position))
                .toList();
    }

    DeadLetterQueue deadLetters() {
        return deadLetters;
    }

    /** How many sequences of events wait as dead letters. */
    public int deadLetterSequences() {
        return deadLetters.size();
    }

    /** Reads from the database the sequences of dead letters, whichever process has set them aside. */
    public List<StoredDeadLetterSequence> readDeadLetters() {
        return deadLetters.refresh();
    }

    /** The sequences of dead letters that wait for a person. */
    public List<StoredDeadLetterSequence> failedDeadLetters() {
        return deadLetters.failed();
    }

    /** How often the sequences of dead letters have changed. The count rises after the change. */
    public long deadLetterChanges() {
        return deadLetters.changes();
    }

    /**
     * How many set-aside events this process has folded late: each may have changed a document without moving its
     * position.
     */
    public long retriedDeadLetters() {
        return retry.delivered();
    }

    /** Claims at once the segments that were given back while the database or the event store was away. */
    void goOn() {
        RecoveryListener.claimIdleSegments(processor, runtime.limits().segments());
    }

    /** Folds the set-aside events that an operator has asked to retry. Returns whether there is more to do. */
    boolean retryDeadLetters() {
        return retry.attend(this::folds);
    }

    private boolean folds(String key) {
        return processor.processingStatus().values().stream().anyMatch(
                status -> status.getSegment().matches((Object) key));
    }

    /**
     * The position that all segments have passed: the documents contain every event at or before it. Of segments in
     * another process only the stored checkpoints are known, which lag a little.
     */
    public long position() {
        Replay replay = catchUp.replay();
        if (replay != null) {
            return replay.position();
        }
        Collection<EventTrackerStatus> here = processor.processingStatus().values();
        double share = here.stream().mapToDouble(status -> 1.0 / (status.getSegment().getMask() + 1)).sum();
        if (share < 1.0) {
            return runtime.checkpoints().position(name);
        }
        return here.stream()
                .mapToLong(status -> Events.positionOf(status.getTrackingToken()))
                .min()
                .orElse(Events.BEFORE_ALL);
    }

    /** The position that this process has passed in a segment; empty where it does not have the segment. */
    public OptionalLong position(int segment) {
        Replay replay = catchUp.replay();
        if (replay != null) {
            return OptionalLong.of(replay.position());
        }
        EventTrackerStatus here = processor.processingStatus().get(segment);
        return here == null
                ? OptionalLong.empty()
                : OptionalLong.of(Events.positionOf(here.getTrackingToken()));
    }

    /** How far each segment is, in the order of their numbers. */
    public List<GenerationSegment> segments() {
        int count = runtime.limits().segments();
        List<OptionalLong> here = IntStream.range(0, count).mapToObj(this::position).toList();
        Map<Integer, Long> stored = here.stream().allMatch(OptionalLong::isPresent)
                ? Map.of()
                : runtime.checkpoints().positions(name);
        return IntStream.range(0, count)
                .mapToObj(segment -> new GenerationSegment(segment,
                        here.get(segment).orElse(stored.getOrDefault(segment, Events.BEFORE_ALL)),
                        here.get(segment).isPresent()))
                .toList();
    }

    /** Stops after the batches in hand, and gives the segments back. The future never fails. */
    CompletableFuture<Void> stop() {
        return catchUp.stop().thenCompose(ended -> processor.shutdownAsync()).copy()
                .orTimeout(STOP_SECONDS, TimeUnit.SECONDS).handle((stopped, failure) -> {
                    if (failure != null) {
                        LOG.warn("{} did not stop in time: {}", name, failure.toString());
                    }
                    coordinator.shutdown();
                    workers.shutdown();
                    runtime.failures().ended(component());
                    runtime.failures().ended(PacedTokenStore.componentOf(name));
                    return null;
                });
    }
}
