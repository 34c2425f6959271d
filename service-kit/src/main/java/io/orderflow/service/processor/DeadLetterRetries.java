package io.orderflow.service.processor;

import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.resilience.LineLimit;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.resilience.RepeatedTask;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.extensions.mongo.eventhandling.deadletter.MongoDeadLetter;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Retries the dead letters that are due, and those that a person asks for. Several sequences of each group are retried
 * at once: after an outage there may be many, and each waits for the answers to its commands. No group waits for
 * another one, whose letters may need a service that is frozen. One sequence is never tried twice at once, because a
 * process claims it in the database before it tries it. Thread-safe.
 */
final class DeadLetterRetries implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterRetries.class);
    private static final int SEQUENCES_AT_ONCE = 4;
    private static final int MAX_SEQUENCES_A_ROUND = 400;

    private final EventProcessingConfiguration processing;
    private final List<ProcessorDefinition> processors;
    private final DeadLetterRetryPolicy policy;
    private final Duration interval;
    private final RepeatedFailures failures;
    private final LineLimit handled = DeadLetterQueues.lines();
    private final List<RepeatedTask> rounds = new CopyOnWriteArrayList<>();
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("dead-letters-", 0).factory());
    private volatile boolean running;

    DeadLetterRetries(EventProcessingConfiguration processing, List<ProcessorDefinition> processors,
            DeadLetterRetryPolicy policy,
            Duration interval, RepeatedFailures failures) {
        this.processing = processing;
        this.processors = processors;
        this.policy = policy;
        this.interval = interval;
        this.failures = failures;
    }

    @Override
    public void start() {
        running = true;
        processors.stream().map(ProcessorDefinition::name).forEach(group -> rounds.add(
                RepeatedTask.afterEvery(interval, "dead-letter-retries-" + group, () -> retryMany(group),
                        failed -> failures.failed(componentOf(group), failed))));
    }

    /** Retries a sequence for a person, due or not, on a thread besides those of the rounds. */
    void retrySoon(String group, String sequence) {
        workers.execute(() -> {
            try {
                policy.byPerson(() -> retry(group, new FirstDeadLetter(sequence, letter -> true)));
            } catch (RuntimeException failed) {
                failures.failed(componentOf(group), failed);
            }
        });
    }

    private void retryMany(String group) {
        Queue<String> due = new ConcurrentLinkedQueue<>(findDue(group));
        CompletableFuture.allOf(IntStream.range(0, Math.min(due.size(), SEQUENCES_AT_ONCE))
                .mapToObj(worker -> CompletableFuture.runAsync(() -> retryAll(group, due), workers))
                .toArray(CompletableFuture<?>[]::new)).join();
        failures.succeeded(componentOf(group));
    }

    /** The letters are read once a round, whatever number of them is due. */
    private List<String> findDue(String group) {
        return processing.<EventMessage<?>>deadLetterQueue(group)
                .map(queue -> StreamSupport.stream(queue.deadLetters().spliterator(), false)
                        .<DeadLetter<?>>map(letters -> letters.iterator().next())
                        .filter(policy::isDue)
                        .map(first -> ((MongoDeadLetter<?>) first).sequenceIdentifier())
                        .limit(MAX_SEQUENCES_A_ROUND)
                        .toList())
                .orElse(List.of());
    }

    private static String componentOf(String group) {
        return "dead letters of " + group;
    }

    private void retryAll(String group, Queue<String> due) {
        for (String sequence = due.poll(); running && sequence != null; sequence = due.poll()) {
            // In the meantime a person may have retried the sequence, or another process, which shares the queue.
            retry(group, new FirstDeadLetter(sequence, policy::isDue));
        }
    }

    private void retry(String group, FirstDeadLetter sequence) {
        processing.<EventMessage<?>>sequencedDeadLetterProcessor(group)
                .filter(letters -> letters.process(sequence))
                .ifPresent(done -> tellHandled(group, sequence.sequence()));
    }

    private void tellHandled(String group, String sequence) {
        String more = handled.next(group, "sequences");
        if (more != null) {
            LOG.info("{} has handled the dead letters of {} after all{}", group, sequence, more);
        }
    }

    @Override
    public void stop() {
        running = false;
        rounds.forEach(round -> round.finish(Duration.ZERO));
        rounds.clear();
        workers.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
