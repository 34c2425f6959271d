package io.orderflow.service.processor;

import io.orderflow.service.resilience.Progress;
import io.orderflow.service.resilience.RepeatedTask;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks once a second at whether each event processor runs in this process, and for how long events have waited for it.
 * A processor that an operator has paused, or whose segments nobody has, handles nothing and fails nowhere: it shows by
 * what waits. Thread-safe.
 */
public final class ProcessorWatch implements SmartLifecycle, Progress.Source {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessorWatch.class);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final Sight NOTHING_YET = new Sight(true, false, Duration.ZERO, -1);

    private final EventProcessingConfiguration processing;
    private final Map<String, OldestUnhandled> oldest = new LinkedHashMap<>();
    private final Map<String, Sight> seen = new ConcurrentHashMap<>();
    private final List<Progress> progress;
    private volatile @Nullable RepeatedTask looks;

    /**
     * What the last look has seen of a processor.
     *
     * @param running   whether the processor is not paused in this process
     * @param elsewhere whether other processes have all its segments
     * @param waiting   the age of the oldest event that waits for it, in this process or in none
     * @param position  the position before which nothing waits, -1 before the first event
     */
    record Sight(boolean running, boolean elsewhere, Duration waiting, long position) {}

    ProcessorWatch(EventProcessingConfiguration processing, List<ProcessorDefinition> processors,
            Supplier<EventStore> events) {
        this.processing = processing;
        processors.forEach(processor -> oldest.put(processor.name(),
                new OldestUnhandled(processing, events, processor.name())));
        this.progress = oldest.keySet().stream().map(this::progressOf).toList();
    }

    /**
     * Another process watches a processor whose segments it has. A processor that has handled all its events need not
     * pass the other events of the log.
     */
    private Progress progressOf(String processor) {
        return new Progress(ConcurrentStreamingProcessor.componentOf(processor), () -> of(processor).position(),
                () -> of(processor).waiting().isZero());
    }

    @Override
    public List<Progress> progress() {
        return progress;
    }

    /** What the last look has seen of a processor. */
    Sight of(String processor) {
        return seen.getOrDefault(processor, NOTHING_YET);
    }

    /** The age of the oldest event that waits for a processor in this process or in none; zero where none waits. */
    public Duration waiting(String processor) {
        return of(processor).waiting();
    }

    /** Whether a processor is paused in this process, and no other process does its work. */
    public boolean isPaused(String processor) {
        Sight seen = of(processor);
        return !seen.running() && !seen.elsewhere();
    }

    /** The one reader of the events that wait for a processor. */
    OldestUnhandled oldest(String processor) {
        OldestUnhandled found = oldest.get(processor);
        if (found == null) {
            throw new IllegalArgumentException("No processor is named " + processor);
        }
        return found;
    }

    /** The processors that are paused in this process, by name, with the age of the oldest event that waits for each. */
    Map<String, Duration> paused() {
        Map<String, Duration> paused = new LinkedHashMap<>();
        oldest.keySet().stream().filter(processor -> !of(processor).running())
                .forEach(processor -> paused.put(processor, of(processor).waiting()));
        return paused;
    }

    private void look() {
        oldest.forEach((processor, unhandled) -> {
            boolean running = processing.eventProcessor(processor, StreamingEventProcessor.class).orElseThrow()
                    .isRunning();
            Duration waiting = unhandled.age();
            Sight before = seen.put(processor,
                    new Sight(running, unhandled.isElsewhere(), waiting, unhandled.position()));
            if (before != null && before.running() != running) {
                LOG.info("{} {}", processor, running ? "runs again" : "is paused: its events wait");
            }
        });
    }

    /** Starts after the processors. */
    @Override
    public void start() {
        looks = RepeatedTask.afterEvery(LOOK_INTERVAL, "processor-watch", this::look,
                failed -> LOG.warn("How far the event processors are is not known", failed));
    }

    @Override
    public void stop() {
        RepeatedTask running = looks;
        if (running != null) {
            running.close();
            looks = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looks != null;
    }
}
