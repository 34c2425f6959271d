package io.orderflow.notification.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.service.metrics.MeterDefinition;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.resilience.RepeatedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Tells of each consumer once that it gets nothing, and once that it goes on. A consumer that has ended, or that has no
 * broker, fails nowhere, and its events just wait; the libraries tell of each attempt to connect, which {@code logback.xml}
 * keeps out of the log. Thread-safe.
 */
final class ConsumerWatch implements MeterBinder, SmartLifecycle {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** The name of the looks for people, where they fail. */
    private static final String LOOKS = "watch of the consumers";
    private static final MeterDefinition UP = MeterDefinition.gauge("orderflow.notification.consumer.up", "boolean",
            "1 where the consumer takes messages from its broker; 0 where it has ended, has no connection, or repeats a "
                    + "message without success",
            "consumer");

    private final List<WatchedConsumer> consumers;
    private final RepeatedFailures failures;
    private volatile @Nullable RepeatedTask looks;

    ConsumerWatch(List<WatchedConsumer> consumers, RepeatedFailures failures) {
        this.consumers = consumers;
        this.failures = failures;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        consumers.forEach(consumer -> UP.gauge(registry, consumer, this::isUp, consumer.name()));
    }

    private int isUp(WatchedConsumer consumer) {
        return consumer.takesMessages().getAsBoolean() && failures.of(consumer.component()).isEmpty() ? 1 : 0;
    }

    private void look() {
        consumers.forEach(consumer -> {
            String component = "consumer " + consumer.name();
            if (consumer.takesMessages().getAsBoolean()) {
                failures.succeeded(component);
            } else {
                failures.stalled(component, Instant.now(), "It has ended, or has no connection to its broker");
            }
        });
        failures.succeeded(LOOKS);
    }

    @Override
    public void start() {
        looks = RepeatedTask.afterEvery(INTERVAL, "consumer-watch", this::look,
                failed -> failures.failed(LOOKS, failed));
    }

    /** Ends before the consumers are stopped, which is no failure. */
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

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
