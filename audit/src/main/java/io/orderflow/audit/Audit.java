package io.orderflow.audit;

import com.mongodb.MongoException;
import io.orderflow.api.message.MessageCatalog;
import io.orderflow.projection.api.Projection;
import io.orderflow.service.checkpoint.EventToken;
import io.orderflow.service.deadletter.DeadLetterGivenUp;
import io.orderflow.service.deadletter.DeadLetterRetryRequested;
import io.orderflow.service.idempotency.RequestEvent;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;

/**
 * Checks that a system keeps its invariants. The system may run meanwhile: the audit takes the end of the log as it
 * finds it, judges the events up to there, waits until the read models have come to there too, and compares each
 * document as of its own position.
 *
 * <p>The audit keeps the states of aggregates and documents, not events. Where the documents would take too much memory
 * it reads the log several times, each time for a share of them.
 */
public final class Audit {

    /** The memory that a document takes for each of its events, generously. */
    private static final long BYTES_AN_EVENT = 1_500;

    private final AuditTarget target;
    private final AuditOptions options;
    private final Findings findings = new Findings();
    private final Serializer serializer = serializer();
    private final EventLog log;

    private Audit(AuditTarget target, AuditOptions options) {
        this.target = target;
        this.options = options;
        this.log = new AxonServerLog(target.eventStore(), serializer, NoOpEventUpcaster.INSTANCE);
    }

    /** @throws AuditImpossible where the log or the databases cannot be read */
    public static AuditReport run(AuditTarget target, AuditOptions options) {
        try {
            return new Audit(target, options).run();
        } catch (MongoException failed) {
            throw new AuditImpossible("The databases cannot be read: " + failed.getMessage(), failed);
        }
    }

    private AuditReport run() {
        long began = System.nanoTime();
        GivenUpEvents givenUp = GivenUpEvents.of(log);
        ReadModelAudit readModels = new ReadModelAudit(target.readModels(), serializer, log, givenUp, findings);
        Checkpoints checkpoints = Checkpoints.read(target.checkpoints(), target.readModels(), serializer, log,
                findings);
        LogAccounts accounts = new LogAccounts(givenUp, findings, checkpoints::sayIsHandled);
        LogEnd ending = new LogEnd(log.head(), options.clock().instant().minus(options.grace()),
                options.grace().isZero());
        readModels.checkAllAudited(ending.head());
        List<Projection<?>> projections = readModels.awaitCurrent(ending.head(), options.patience());
        int shares = shares(ending.head());
        for (int share = 0; share < shares; share++) {
            Predicate<String> wanted = inShare(share, shares);
            List<FreshFold<?>> folds = new ArrayList<>();
            projections.forEach(projection -> folds.add(readModels.foldOf(projection, wanted)));
            boolean first = share == 0;
            log.read(-1, ending.head(), event -> {
                if (first) {
                    accounts.on(event);
                    checkpoints.on(event);
                }
                fold(folds, event);
            });
            readModels.compare(folds, projections, wanted, ending.head());
        }
        accounts.conclude(ending);
        checkpoints.conclude(ending.head());
        Snapshots.check(accounts.sequences(), log::newestSnapshotOf, ending.head(), findings);
        readModels.checkSetAside(projections);
        DeadLetterCount.check(target.checkpoints(), ending.head(), findings);
        return AuditReport.of(ending.head(), accounts.events(), Duration.ofNanos(System.nanoTime() - began), findings);
    }

    private static void fold(List<FreshFold<?>> folds, LoggedEvent event) {
        for (TrackedEventMessage<?> reading : event.readings()) {
            folds.forEach(fold -> fold.fold(reading));
        }
    }

    private static int shares(long head) {
        long memory = Runtime.getRuntime().maxMemory() / 2;
        return (int) (head * BYTES_AN_EVENT / memory) + 1;
    }

    private static Predicate<String> inShare(int share, int shares) {
        return key -> Math.floorMod(key.hashCode(), shares) == share;
    }

    private static Serializer serializer() {
        return new StableNameSerializer(MessageTypes.of(Stream.concat(MessageCatalog.published().stream(),
                Stream.of(RequestEvent.class, EventToken.class,
                        DeadLetterGivenUp.class, DeadLetterRetryRequested.class))
                .toList()));
    }
}
