package io.orderflow.service.acting;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tries the dead letters again at a fixed interval, a bounded number of sequences each time and several of them at
 * once: after an outage there may be many, and each waits for the answers to its commands.
 */
final class DeadLetterRetries implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterRetries.class);
    private static final int SEQUENCES_AT_ONCE = 4;
    private static final int MAX_SEQUENCES_A_ROUND = 100;

    private final EventProcessingConfiguration processing;
    private final List<ActingProcessor> processors;
    private final Duration interval;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dead-letter-retries").factory());
    private final ExecutorService workers = Executors.newFixedThreadPool(SEQUENCES_AT_ONCE,
            Thread.ofPlatform().daemon().name("dead-letters-", 0).factory());
    private volatile boolean running;

    DeadLetterRetries(EventProcessingConfiguration processing, List<ActingProcessor> processors, Duration interval) {
        this.processing = processing;
        this.processors = processors;
        this.interval = interval;
    }

    @Override
    public void start() {
        running = true;
        executor.scheduleWithFixedDelay(this::retryAll, interval.toMillis(), interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void retryAll() {
        for (ActingProcessor processor : processors) {
            try {
                processing.sequencedDeadLetterProcessor(processor.name()).ifPresent(this::retryMany);
            } catch (RuntimeException failed) {
                LOG.warn("Cannot retry the dead letters of {}: {}", processor.name(), failed.toString());
            }
        }
    }

    /** Tries the sequences that begin with such a letter again, besides the rounds. */
    void retrySoon(String group, Predicate<DeadLetter<? extends EventMessage<?>>> sequence) {
        executor.execute(() -> processing.sequencedDeadLetterProcessor(group)
                .ifPresent(letters -> retrySafely(group, letters, sequence)));
    }

    private static void retrySafely(String group, SequencedDeadLetterProcessor<EventMessage<?>> letters,
            Predicate<DeadLetter<? extends EventMessage<?>>> sequence) {
        try {
            letters.process(sequence);
        } catch (RuntimeException failed) {
            LOG.warn("Cannot retry a dead letter of {}: {}", group, failed.toString());
        }
    }

    /** The queue gives each sequence to one of them. */
    private void retryMany(SequencedDeadLetterProcessor<?> letters) {
        CompletableFuture.allOf(IntStream.range(0, SEQUENCES_AT_ONCE)
                .mapToObj(worker -> CompletableFuture.runAsync(() -> retry(letters), workers))
                .toArray(CompletableFuture<?>[]::new)).join();
    }

    private void retry(SequencedDeadLetterProcessor<?> letters) {
        for (int round = 0; running && round < MAX_SEQUENCES_A_ROUND && letters.processAny(); round++) {
            LOG.info("A sequence of dead letters was handled after all");
        }
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
