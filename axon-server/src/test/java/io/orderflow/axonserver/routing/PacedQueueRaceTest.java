package io.orderflow.axonserver.routing;

import static io.orderflow.axonserver.conformance.Messages.queryResponse;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.orderflow.axonserver.conformance.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Answers, permits and the end of a stream of answers, all at once. The seed is the round. */
class PacedQueueRaceTest {

    private static final int SENDERS = 3;
    private static final int MESSAGES = 20;

    private final Sender keeper = new Sender(new Memory(1L << 30));
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final AtomicBoolean taking = new AtomicBoolean();
    private final List<String> taken = new ArrayList<>();
    private final AtomicLong granted = new AtomicLong();
    private final AtomicInteger senders = new AtomicInteger();
    private final AtomicInteger adding = new AtomicInteger(SENDERS);
    private final AtomicInteger ends = new AtomicInteger();
    private final PacedQueue<QueryResponse> queue = new PacedQueue<>(keeper, ready::get, this::take, 0);

    private void take(QueryResponse message) {
        assertThat(taking.compareAndSet(false, true)).isTrue();
        taken.add(textOf(message.getPayload()));
        assertThat((long) taken.size()).isLessThanOrEqualTo(granted.get());
        taking.set(false);
    }

    @RepeatedTest(150)
    void handsEachOnOnceAndInOrderAndThenEnds(RepetitionInfo round) {
        new Race(round.getCurrentRepetition())
                .with(SENDERS, random -> {
                    int sender = senders.getAndIncrement();
                    for (int number = 0; number < MESSAGES; number++) {
                        assertThat(queue.add(queryResponse(sender + ":" + number))).isTrue();
                    }
                    if (adding.decrementAndGet() == 0) {
                        queue.finish(ends::incrementAndGet);
                        queue.finish(() -> ends.addAndGet(100));
                    }
                })
                .with(1, random -> {
                    for (int left = SENDERS * MESSAGES; left > 0;) {
                        int more = Math.min(left, random.nextInt(9));
                        left -= more;
                        granted.addAndGet(more);
                        queue.grant(more);
                    }
                })
                .with(1, random -> {
                    ready.set(random.nextBoolean());
                    Thread.yield();
                    ready.set(true);
                    queue.resume();
                })
                .run();

        for (int sender = 0; sender < SENDERS; sender++) {
            String prefix = sender + ":";
            List<String> own = taken.stream().filter(text -> text.startsWith(prefix)).toList();
            assertThat(own).hasSize(MESSAGES);
            for (int number = 0; number < MESSAGES; number++) {
                assertThat(own.get(number)).isEqualTo(prefix + number);
            }
        }
        assertThat(ends).hasValue(1);
        assertThat(keeper.keptBytes()).isZero();
    }
}
