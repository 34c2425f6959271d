package io.orderflow.service.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.junit.jupiter.api.Test;

class MessageTimersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Message<?>> succeeded = new ArrayList<>();
    private final MessageTimers timers = new MessageTimers(MessageMeters.HANDLED, registry,
            MessageTypes.of(List.of(Known.class)), List.of("clerk"), succeeded::add);

    @MessageType("test.known")
    private record Known(String id) {}

    private record Strange(String id) {}

    private long count(String type, String outcome) {
        Timer timer = registry.find("orderflow.events.handled")
                .tags("processor", "clerk", "type", type, "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    @Test
    void countsEachOutcomeOfAType() {
        Message<?> message = new GenericMessage<>(new Known("1"));
        timers.onMessageIngested(message).reportSuccess();
        timers.onMessageIngested(message)
                .reportFailure(new CommandRefused(ProblemCode.WRONG_STATE, "It is shipped already"));
        timers.onMessageIngested(message).reportFailure(new CommandRefused(ProblemCode.UNAVAILABLE, "Try again"));
        timers.onMessageIngested(message).reportFailure(ConflictingWrites.clash("another was first"));
        timers.onMessageIngested(message).reportFailure(new IllegalStateException("broken"));
        timers.onMessageIngested(message).reportFailure(null);

        assertThat(count("test.known", "ok")).isEqualTo(1);
        assertThat(count("test.known", "refused")).isEqualTo(1);
        assertThat(count("test.known", "clash")).isEqualTo(1);
        assertThat(count("test.known", "failed")).isEqualTo(3);
        assertThat(succeeded).hasSize(1);
    }

    @Test
    void makesNoLabelsOfWhatOthersSend() {
        IntStream.range(0, 100)
                .forEach(id -> timers.onMessageIngested(new GenericMessage<>(new Strange("" + id))).reportSuccess());

        assertThat(count("unknown", "ok")).isEqualTo(100);
        assertThat(registry.getMeters()).hasSize(1);
    }
}
