package io.orderflow.service.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Calls the samplers while the application runs. A sampler that fails keeps no other from its turn. Thread-safe. */
final class MetricSampling implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MetricSampling.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final List<MetricSampler> samplers;
    private volatile @Nullable ScheduledExecutorService thread;

    MetricSampling(List<MetricSampler> samplers) {
        this.samplers = samplers;
    }

    private void sample() {
        samplers.forEach(sampler -> {
            try {
                sampler.sample();
            } catch (RuntimeException | Error away) {
                LOG.debug("A metric could not be read", away);
            }
        });
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("metrics").factory());
        started.scheduleWithFixedDelay(this::sample, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        thread = started;
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        if (running != null) {
            running.shutdownNow();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
