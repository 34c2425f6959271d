package io.orderflow.service.checkpoint;

import com.mongodb.MongoException;
import io.orderflow.service.health.RepeatedFailures;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a segment's token once in a while, not with each of its small batches: in between it is remembered, and written
 * when its time has come, or before the segment is given back or its claim extended. A crash loses what was remembered,
 * so that a few events are handled again, as after the loss of the database's last moments. Thread-safe.
 *
 * <p>A token is fetched whenever a segment is claimed, so also before a stream is opened again that has failed. That is
 * when it is held against the log: the event store may have been exchanged meanwhile.
 */
public abstract class PacedTokenStore extends MongoTokenStore {

    private static final Logger LOG = LoggerFactory.getLogger(PacedTokenStore.class);
    private static final Duration WRITE_INTERVAL = Duration.ofMillis(100);

    /** Ends with its last task, so that nobody has to close it. */
    private final ScheduledExecutorService later = timer();
    private final Map<Place, Written> places = new ConcurrentHashMap<>();
    private final RepeatedFailures failures;
    private final CheckpointedLog log;

    private record Place(String processor, int segment) {}

    /** @param later a token that has not been written yet */
    private record Written(long atNanos, @Nullable TrackingToken later) {}

    protected PacedTokenStore(Builder builder, CheckpointedLog log, RepeatedFailures failures) {
        super(builder);
        this.log = log;
        this.failures = failures;
    }

    /**
     * Says where to begin instead of at a checkpoint of another log.
     *
     * @throws org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException where the segment must not be worked
     *                                                                                on
     */
    protected abstract TrackingToken beginAgain(long checkpoint, String processor, int segment);

    /** What the checkpoints of a processor are called where failures are told. */
    public static String componentOf(String processor) {
        return "checkpoints of " + processor;
    }

    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1,
                Thread.ofPlatform().daemon().name("checkpoints").factory());
        timer.setKeepAliveTime(WRITE_INTERVAL.toMillis() * 2, TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {
        places.compute(new Place(processor, segment), (place, written) -> {
            long now = System.nanoTime();
            long rest = written == null ? 0 : WRITE_INTERVAL.toNanos() - (now - written.atNanos());
            if (written == null || rest <= 0) {
                write(token, place);
                return new Written(now, null);
            }
            if (written.later() == null) {
                later.schedule(() -> writeWhatIsDue(place), rest, TimeUnit.NANOSECONDS);
            }
            return new Written(written.atNanos(), token);
        });
    }

    private void writeWhatIsDue(Place place) {
        try {
            writeRemembered(place);
        } catch (RuntimeException failure) {
            // It is written before the claim ends. A claim that another process has taken ends the processor's work.
            LOG.debug("The checkpoint of {} is written later", place, failure);
        }
    }

    private void write(@Nullable TrackingToken token, Place place) {
        reporting(place.processor(), () -> {
            super.storeToken(token, place.processor(), place.segment());
            return true;
        });
    }

    /** A failure of the database is told; that another process has a claim is none. */
    private <T extends @Nullable Object> T reporting(String processor, Supplier<T> operation) {
        String component = componentOf(processor);
        try {
            T result = operation.get();
            failures.succeeded(component);
            return result;
        } catch (MongoException failure) {
            failures.failed(component, failure);
            throw failure;
        }
    }

    @Override
    public TrackingToken fetchToken(String processor, int segment) {
        places.remove(new Place(processor, segment));
        TrackingToken token = reporting(processor, () -> super.fetchToken(processor, segment));
        return log.holds(token) ? token : beginAgain(CheckpointedLog.positionOf(token), processor, segment);
    }

    @Override
    public void extendClaim(String processor, int segment) {
        if (!writeRemembered(new Place(processor, segment))) {
            reporting(processor, () -> {
                super.extendClaim(processor, segment);
                return true;
            });
        }
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        Place place = new Place(processor, segment);
        writeRemembered(place);
        places.remove(place);
        super.releaseClaim(processor, segment);
    }

    /** Returns whether there was anything to write, which extends the claim as well. */
    private boolean writeRemembered(Place place) {
        Written before = places.get(place);
        places.computeIfPresent(place, (key, written) -> {
            if (written.later() == null) {
                return written;
            }
            write(written.later(), place);
            return new Written(System.nanoTime(), null);
        });
        return before != null && before.later() != null;
    }
}
