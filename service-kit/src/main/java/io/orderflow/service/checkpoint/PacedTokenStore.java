package io.orderflow.service.checkpoint;

import com.mongodb.MongoException;
import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a segment's token once in a while, not with each of its small batches. In between the store remembers the
 * token, and writes it after a short time, or before the segment is given back or its claim extended. A crash loses the
 * remembered token, so that a few events are handled again, as after the loss of the database's last moments.
 * Thread-safe.
 *
 * <p>The framework assumes of a token store that the next process that has a segment finds the stored token, and that
 * the store reports when another process has taken the segment over. The first holds because a segment is given back
 * only after the remembered token has been written, and because a claim that was taken over had not been extended, and
 * to extend it writes the remembered token too. The second holds at the next write, a tenth of a second later at the
 * most. Nothing is written for a segment that another process has taken over, even if that one has given it back since:
 * the token would go back. Only the worker of a segment stores its tokens, so they come in their order.
 *
 * <p>A token is fetched whenever a segment is claimed, so also before a stream is opened again that has failed. At that
 * moment the store compares it with the log, because the event store may have been exchanged meanwhile.
 */
public abstract class PacedTokenStore extends MongoTokenStore {

    private static final Logger LOG = LoggerFactory.getLogger(PacedTokenStore.class);
    private static final Duration WRITE_INTERVAL = Duration.ofMillis(100);

    /** The thread ends with its last task, so that nobody has to close the executor. */
    private final ScheduledExecutorService later = timer();
    private final Map<Place, Claim> claims = new ConcurrentHashMap<>();

    private final StoredCheckpoints checkpoints;
    private final RepeatedFailures failures;
    private final CheckpointedLog log;

    private record Place(String processor, int segment) {}

    protected PacedTokenStore(StoredCheckpoints checkpoints, CheckpointedLog log, RepeatedFailures failures) {
        super(checkpoints.settings());
        this.checkpoints = checkpoints;
        this.log = log;
        this.failures = failures;
    }

    /**
     * Decides where a processor begins whose checkpoint is of another log.
     *
     * @throws UnableToClaimTokenException where the segment must not be worked on
     */
    protected abstract TrackingToken beginAgain(long checkpoint, String processor, int segment);

    /** The name of a processor's checkpoints in reports of failures. */
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

    /** The claim that this process made last on the segment; null where it never did, or has given the segment back. */
    @Nullable
    public Claim claim(String processor, int segment) {
        return claims.get(new Place(processor, segment));
    }

    /**
     * Forgets the token that an earlier claim remembers: it is older than the stored one, or its events are handled
     * again.
     */
    @Override
    public TrackingToken fetchToken(String processor, int segment) {
        Place place = new Place(processor, segment);
        Claim earlier = claims.remove(place);
        if (earlier != null) {
            earlier.end();
        }
        TrackingToken token = reporting(processor, () -> super.fetchToken(processor, segment));
        TrackingToken begin = log.holds(token)
                ? token
                : beginAgain(CheckpointedLog.positionOf(token), processor, segment);
        claims.put(place, new Claim(place, begin));
        return begin;
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {
        Claim claim = claim(processor, segment);
        if (claim == null) {
            super.storeToken(token, processor, segment);
        } else {
            claim.store(token);
        }
    }

    @Override
    public void extendClaim(String processor, int segment) {
        Claim claim = claim(processor, segment);
        if (claim == null || !claim.writeRemembered()) {
            reporting(processor, () -> {
                super.extendClaim(processor, segment);
                return true;
            });
        }
    }

    /** Reports a failure of the database; that another process has a claim is no such failure. */
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

    /**
     * Writes the token only where this process has the segment. The framework's own method would claim a segment that
     * another process has, or none.
     */
    private void write(@Nullable TrackingToken token, Place place) {
        reporting(place.processor(), () -> {
            checkpoints.replace(token, place.processor(), place.segment());
            return true;
        });
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        Claim claim = claims.remove(new Place(processor, segment));
        if (claim != null) {
            claim.writeFinally();
        }
        super.releaseClaim(processor, segment);
    }

    /** A segment in the hands of this process, from when it was claimed until it is given back. Thread-safe. */
    public final class Claim {

        private final Place place;
        private final @Nullable TrackingToken begin;
        private @Nullable TrackingToken remembered;
        private long writtenAt;
        private boolean written;
        private boolean planned;

        private Claim(Place place, @Nullable TrackingToken begin) {
            this.place = place;
            this.begin = begin;
        }

        /** The token that the segment had when it was claimed. */
        @Nullable
        public TrackingToken begin() {
            return begin;
        }

        private synchronized void store(@Nullable TrackingToken token) {
            long rest = written ? WRITE_INTERVAL.toNanos() - (System.nanoTime() - writtenAt) : 0;
            if (rest <= 0) {
                write(token);
            } else {
                remembered = token;
                plan(rest);
            }
        }

        private void plan(long nanos) {
            if (!planned) {
                planned = true;
                later.schedule(this::writeDue, nanos, TimeUnit.NANOSECONDS);
            }
        }

        private synchronized void writeDue() {
            planned = false;
            try {
                writeRemembered();
            } catch (RuntimeException failure) {
                // The token is written before the claim ends. Where another process has the claim, the processor's work
                // ends.
                LOG.debug("The checkpoint of {} is written later", place, failure);
            }
        }

        /** Returns whether a token was remembered, and so written, which extends the claim as well. */
        private synchronized boolean writeRemembered() {
            if (remembered == null) {
                return false;
            }
            write(remembered);
            return true;
        }

        /**
         * Writes the remembered token. Where this fails, the token is lost, and the next process that has the segment
         * handles its events again.
         */
        private synchronized void writeFinally() {
            try {
                writeRemembered();
            } catch (RuntimeException failure) {
                LOG.warn("The last checkpoint of {} is lost: {}", place, failure.toString());
            } finally {
                end();
            }
        }

        private synchronized void end() {
            remembered = null;
        }

        private void write(@Nullable TrackingToken token) {
            try {
                PacedTokenStore.this.write(token, place);
            } catch (UnableToClaimTokenException takenOver) {
                // The next token is written at once and not remembered, so that the worker gets the exception.
                written = false;
                remembered = null;
                throw takenOver;
            }
            written = true;
            writtenAt = System.nanoTime();
            remembered = null;
        }
    }
}
