package io.orderflow.axonserver.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.axonserver.conformance.Race;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Messages, permits, cancellations and the connection's readiness, all at once. The seed is the round. */
class OutboxRaceTest {

    private static final int MESSAGES = 1_000;

    private final Sender sender = new Sender(new Memory(1L << 30));
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final Queue<Message> sent = new ConcurrentLinkedQueue<>();
    private final AtomicLong sentCount = new AtomicLong();
    private final Outbox<Message> outbox = new Outbox<>(ready::get, message -> {
        sentCount.incrementAndGet();
        sent.add(message);
    });
    private final Queue<Message> offered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger offering = new AtomicInteger(2);
    private final AtomicLong granted = new AtomicLong();

    @RepeatedTest(10)
    void losesNeitherAMessageNorAPermit(RepetitionInfo round) {
        new Race(round.getCurrentRepetition())
                .with(2, random -> {
                    for (int number = 0; number < MESSAGES; number++) {
                        Message message = new Message(sender);
                        offered.add(message);
                        assertThat(outbox.offer(message)).isTrue();
                        if (random.nextInt(8) == 0) {
                            message.cancel();
                        }
                    }
                    offering.decrementAndGet();
                })
                .with(2, random -> {
                    for (int number = 0; number < MESSAGES; number++) {
                        int more = random.nextInt(3);
                        granted.addAndGet(more);
                        outbox.grant(more);
                        assertThat(sentCount.get()).isLessThanOrEqualTo(granted.get());
                    }
                })
                .with(1, random -> {
                    while (offering.get() > 0) {
                        ready.set(random.nextBoolean());
                        if (ready.get()) {
                            outbox.resume();
                        } else {
                            outbox.discardEnded();
                        }
                        Thread.yield();
                    }
                    ready.set(true);
                    outbox.resume();
                })
                .run();

        long left = granted.get() - sent.size();
        assertThat(sent).doesNotHaveDuplicates();
        if (left > 0) {
            assertThat(sent).containsAll(offered.stream().filter(message -> !message.hasEnded()).toList());
        }
        outbox.grant(MESSAGES * 2L);
        outbox.discardEnded();
        assertThat(sent).containsAll(offered.stream().filter(message -> !message.hasEnded()).toList());
        assertThat(sender.keptBytes()).isZero();
        allowsExactly(granted.get() + MESSAGES * 2L - sent.size());
    }

    private void allowsExactly(long permits) {
        int before = sent.size();
        for (long number = 0; number < permits + 3; number++) {
            outbox.offer(new Message(sender));
        }
        assertThat(sent.size() - before).isEqualTo((int) permits);
    }

    /** A message for whose end nobody waits. */
    private static final class Message extends Pending {

        Message(Sender sender) {
            super("", sender, 100, List.of(), Duration.ofMinutes(1));
        }

        @Override
        String name() {
            return "message";
        }

        @Override
        void report(RoutingFailure failure) {
            throw new AssertionError(failure.toString());
        }
    }
}
