package io.orderflow.service.acting;

import io.orderflow.service.health.RepeatedFailures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.extensions.mongo.eventhandling.deadletter.MongoDeadLetter;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tries the dead letters again that are due, and those that a person asks for. Several sequences of each group are
 * tried at once: after an outage there may be many, and each waits for the answers to its commands. No group waits for
 * another one, whose letters may need a service that is frozen. One sequence is never tried twice at once: whoever
 * tries it has claimed it in the database. Thread-safe.
 */
final class DeadLetterRetries implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterRetries.class);
    private static final int SEQUENCES_AT_ONCE = 4;
    private static final int MAX_SEQUENCES_A_ROUND = 400;

    private final EventProcessingConfiguration processing;
    private final List<ActingProcessor> processors;
    private final RetryPolicy policy;
    private final Duration interval;
    private final RepeatedFailures failures;
    private final ScheduledExecutorService executor;
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("dead-letters-", 0).factory());
    private volatile boolean running;

    DeadLetterRetries(EventProcessingConfiguration processing, List<ActingProcessor> processors, RetryPolicy policy,
            Duration interval, RepeatedFailures failures) {
        this.processing = processing;
        this.processors = processors;
        this.policy = policy;
        this.interval = interval;
        this.failures = failures;
        this.executor = Executors.newScheduledThreadPool(processors.size() + 1,
                Thread.ofPlatform().daemon().name("dead-letter-retries-", 0).factory());
    }

    @Override
    public void start() {
        running = true;
        processors.forEach(processor -> executor.scheduleWithFixedDelay(() -> retryMany(processor.name()),
                interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * Tries the sequences that begin with such a letter again for a person, due or not, on a thread besides those of
     * the rounds.
     */
    void retrySoon(String group, Predicate<DeadLetter<? extends EventMessage<?>>> sequence) {
        executor.execute(() -> {
            try {
                policy.byPerson(() -> retry(group, sequence));
            } catch (RuntimeException failed) {
                failures.failed(componentOf(group), failed);
            }
        });
    }

    private void retryMany(String group) {
        try {
            AtomicLong due = new AtomicLong(countDue(group));
            CompletableFuture.allOf(IntStream.range(0, SEQUENCES_AT_ONCE)
                    .mapToObj(worker -> CompletableFuture.runAsync(() -> retryAllDue(group, due), workers))
                    .toArray(CompletableFuture<?>[]::new)).join();
            failures.succeeded(componentOf(group));
        } catch (Throwable failed) {
            // The executor would never try again after what is thrown, an error included.
            failures.failed(componentOf(group), failed);
        }
    }

    /** The framework looks for one by reading letter after letter, which must not be done where none is due. */
    private long countDue(String group) {
        return processing.<EventMessage<?>>deadLetterQueue(group)
                .map(queue -> StreamSupport.stream(queue.deadLetters().spliterator(), false)
                        .filter(letters -> policy.isDue(letters.iterator().next()))
                        .limit(MAX_SEQUENCES_A_ROUND)
                        .count())
                .orElse(0L);
    }

    private static String componentOf(String group) {
        return "dead letters of " + group;
    }

    /** A sequence that fails again is not due any more, so that each is tried once a round. */
    private void retryAllDue(String group, AtomicLong due) {
        while (running && due.getAndDecrement() > 0 && retry(group, policy::isDue)) {
            LOG.debug("Tried a sequence of dead letters of {} again", group);
        }
    }

    /** Returns whether there was any such sequence. */
    private boolean retry(String group, Predicate<DeadLetter<? extends EventMessage<?>>> sequence) {
        AtomicReference<@Nullable DeadLetter<?>> found = new AtomicReference<>();
        Predicate<DeadLetter<? extends EventMessage<?>>> noticed = letter -> {
            boolean matches = sequence.test(letter);
            if (matches) {
                found.set(letter);
            }
            return matches;
        };
        processing.<EventMessage<?>>sequencedDeadLetterProcessor(group)
                .filter(letters -> letters.process(noticed))
                .ifPresent(handled -> LOG.info("{} has handled {} after all", group, described(found.get())));
        return found.get() != null;
    }

    private static String described(@Nullable DeadLetter<?> letter) {
        return letter instanceof MongoDeadLetter<?> first
                ? "what it had set aside of " + first.sequenceIdentifier()
                : "a sequence of dead letters";
    }

    @Override
    public void stop() {
        running = false;
        executor.shutdown();
        workers.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
