package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.Conformance.soon;
import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.eventAt;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events that are scheduled for later. */
interface ScheduleConformance extends Conformance {

    @Test
    default void appendsAScheduledEventAtItsTime() throws InterruptedException {
        EventChannel events = clients().connect("client").eventChannel();
        Instant due = Instant.now().plusMillis(300);

        try (EventStream stream = events.openStream(-1, 100)) {
            assertThat(soon(events.scheduleEvent(due, eventAt("later", 0)))).isNotEmpty();
            EventWithToken appended = stream.nextIfAvailable(10, TimeUnit.SECONDS);
            assertThat(Instant.now()).isAfterOrEqualTo(due.truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
            assertThat(textOf(appended.getEvent().getPayload())).isEqualTo("later");
            assertThat(appended.getEvent().getTimestamp()).isGreaterThanOrEqualTo(due.toEpochMilli());
        }
    }

    /** Axon Framework gives none; who gives one means it. */
    @Test
    default void keepsTheTimestampThatAClientGivesAScheduledEvent() throws InterruptedException {
        EventChannel events = clients().connect("client").eventChannel();

        try (EventStream stream = events.openStream(-1, 100)) {
            soon(events.scheduleEvent(Duration.ofMillis(50), eventAt("later", 1_000)));

            assertThat(stream.nextIfAvailable(10, TimeUnit.SECONDS).getEvent().getTimestamp()).isEqualTo(1_000);
        }
    }

    @Test
    default void appendsNothingOfACancelledSchedule() throws InterruptedException {
        EventChannel events = clients().connect("client").eventChannel();
        String token = soon(events.scheduleEvent(Duration.ofSeconds(1), event("never")));

        assertThat(soon(events.cancelSchedule(token)).getSuccess()).isTrue();
        assertThat(soon(events.cancelSchedule(token)).getSuccess()).isTrue();
        soon(events.scheduleEvent(Duration.ofMillis(1_100), event("after")));

        try (EventStream stream = events.openStream(-1, 100)) {
            assertThat(textOf(stream.nextIfAvailable(10, TimeUnit.SECONDS).getEvent().getPayload())).isEqualTo("after");
        }
    }

    @Test
    default void replacesAScheduleThatIsRescheduled() throws InterruptedException {
        EventChannel events = clients().connect("client").eventChannel();
        String first = soon(events.scheduleEvent(Duration.ofHours(1), event("old")));

        String second = soon(events.reschedule(first, Duration.ZERO, event("new")));

        assertThat(second).isNotEqualTo(first);
        try (EventStream stream = events.openStream(-1, 100)) {
            assertThat(textOf(stream.nextIfAvailable(10, TimeUnit.SECONDS).getEvent().getPayload())).isEqualTo("new");
        }
    }

    @Test
    default void schedulesAnewWhatHasFiredOrNeverWas() throws InterruptedException {
        EventChannel events = clients().connect("client").eventChannel();
        try (EventStream stream = events.openStream(-1, 100)) {
            String fired = soon(events.scheduleEvent(Duration.ZERO, event("once")));
            assertThat(textOf(stream.nextIfAvailable(10, TimeUnit.SECONDS).getEvent().getPayload())).isEqualTo("once");

            assertThat(soon(events.reschedule(fired, Duration.ZERO, event("again")))).isNotEqualTo(fired);
            assertThat(textOf(stream.nextIfAvailable(10, TimeUnit.SECONDS).getEvent().getPayload())).isEqualTo("again");
            soon(events.reschedule("never was", Duration.ZERO, event("new")));
            assertThat(textOf(stream.nextIfAvailable(10, TimeUnit.SECONDS).getEvent().getPayload())).isEqualTo("new");
            assertThat(soon(events.cancelSchedule("never was")).getSuccess()).isTrue();
            assertThat(soon(events.cancelSchedule(fired)).getSuccess()).isTrue();
        }
        assertThat(soon(events.getLastToken())).isEqualTo(2);
    }

    @Test
    default void appendsManyEventsOfOneMomentOnce() {
        EventChannel events = clients().connect("client").eventChannel();
        Instant due = Instant.now().plusMillis(500);
        List<CompletableFuture<String>> tokens = IntStream.range(0, 600)
                .mapToObj(i -> events.scheduleEvent(due, event("e" + i)))
                .toList();
        assertThat(tokens).extracting(Conformance::soon).doesNotHaveDuplicates();

        await().atMost(LIMIT).until(() -> soon(events.getLastToken()) >= 599);

        assertThat(soon(events.getLastToken())).isEqualTo(599);
    }
}
