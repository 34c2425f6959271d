package io.orderflow.service.message;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.metrics.MeterDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.messaging.Message;
import org.axonframework.monitoring.MessageMonitor;
import org.jspecify.annotations.Nullable;

/**
 * Measures messages by their type and outcome. A type that this process does not know counts as {@code unknown}, so
 * that messages of others cannot add labels without an end.
 *
 * <p>The framework calls it for each message, on the thread that handles the message, and reports one outcome, on any
 * thread; several messages are measured at once. A monitor that throws would fail the message: this one does not.
 * Thread-safe.
 */
final class MessageTimers implements MessageMonitor<Message<?>> {

    private static final String UNKNOWN = "unknown";

    private final MeterDefinition definition;
    private final MeterRegistry registry;
    private final MessageTypes types;
    private final List<String> labels;
    private final Consumer<Message<?>> succeeded;
    /** The timers of a type are found by its class. */
    private final Map<Class<?>, OfType> byType = new ConcurrentHashMap<>();

    /**
     * @param labels    the values of the labels that come before type and outcome
     * @param succeeded is told of each message that succeeded
     */
    MessageTimers(MeterDefinition definition, MeterRegistry registry, MessageTypes types, List<String> labels,
            Consumer<Message<?>> succeeded) {
        this.definition = definition;
        this.registry = registry;
        this.types = types;
        this.labels = labels;
        this.succeeded = succeeded;
    }

    /** The timers of one type, each of which is made with the first message that ends so. */
    private final class OfType {

        private final String type;
        private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(
                HandlingOutcome.values().length);

        OfType(Class<?> payload) {
            type = types.typeOf(payload).map(MessageType::value).orElse(UNKNOWN);
        }

        private Timer timer(HandlingOutcome outcome) {
            return definition.timer(registry, Stream.concat(labels.stream(), Stream.of(type, outcome.label()))
                    .toArray(String[]::new));
        }

        /** Two threads that make a timer at once get the same one from the registry. */
        Timer of(HandlingOutcome outcome) {
            @Nullable
            Timer known = timers.get(outcome.ordinal());
            if (known == null) {
                known = timer(outcome);
                timers.set(outcome.ordinal(), known);
            }
            return known;
        }
    }

    /** How the handling of a message ended. */
    enum HandlingOutcome {
        OK, REFUSED, CLASH, FAILED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** A refusal that tells of an outage is a failure. */
        static HandlingOutcome of(@Nullable Throwable failure) {
            if (failure == null) {
                return FAILED;
            }
            if (ConflictingWrites.isClash(failure)) {
                return CLASH;
            }
            return failure instanceof RuntimeException refused && CommandRefused.refusalIn(refused)
                    .filter(refusal -> refusal.code() != ProblemCode.UNAVAILABLE)
                    .isPresent() ? REFUSED : FAILED;
        }
    }

    private OfType of(Class<?> payload) {
        OfType known = byType.get(payload);
        return known == null ? byType.computeIfAbsent(payload, OfType::new) : known;
    }

    @Override
    public MonitorCallback onMessageIngested(Message<?> message) {
        OfType timers = of(message.getPayloadType());
        long begun = System.nanoTime();
        return new MonitorCallback() {

            @Override
            public void reportSuccess() {
                record(HandlingOutcome.OK);
                succeeded.accept(message);
            }

            @Override
            public void reportFailure(@Nullable Throwable cause) {
                record(HandlingOutcome.of(cause));
            }

            @Override
            public void reportIgnored() {
                // A message that nobody here handles is measured where it is handled.
            }

            private void record(HandlingOutcome outcome) {
                timers.of(outcome).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            }
        };
    }
}
