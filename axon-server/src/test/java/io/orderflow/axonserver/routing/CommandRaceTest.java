package io.orderflow.axonserver.routing;

import static io.orderflow.axonserver.conformance.Messages.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.orderflow.axonserver.conformance.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Commands while their handlers come, connect anew under their names, and go. Each is answered, or fails, once; one
 * handler at most sees it; and it is never sent to a connection that was known to be replaced when it came. The seed is
 * the round.
 */
class CommandRaceTest {

    private static final int CLIENTS = 3;
    private static final int SENDERS = 2;
    private static final int COMMANDS = 1_500;

    private final CommandRouter router = new CommandRouter();
    private final Sender sender = new Sender(new Memory(1L << 30));
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();
    private final AtomicInteger clients = new AtomicInteger();
    private final AtomicIntegerArray newest = new AtomicIntegerArray(CLIENTS);
    private final AtomicInteger sending = new AtomicInteger(SENDERS);
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();

    @RepeatedTest(10)
    void answersEachOnceByTheNewestConnection(RepetitionInfo round) {
        new Race(round.getCurrentRepetition()).with(CLIENTS, this::reconnect).with(SENDERS, this::send).run();
        router.expire();

        assertThat(wrong).isEmpty();
        assertThat(answers).hasPositiveValue();
        assertThat(sent).hasSize(SENDERS * COMMANDS);
        assertThat(sent.values()).allSatisfy(command -> {
            assertThat(command.ends.get()).isBetween(command.cancelled ? 0 : 1, 1);
            assertThat(command.receptions.get()).isBetween(0, 1);
        });
        assertThat(sender.keptBytes()).isZero();
    }

    private void send(Random random) {
        try {
            for (int number = 0; number < COMMANDS; number++) {
                Sent command = new Sent();
                Command message = command("work", "key" + random.nextInt(50));
                sent.put(message.getMessageIdentifier(), command);
                Cancellation cancellation = router.dispatch(message, sender, command);
                if (random.nextInt(20) == 0) {
                    command.cancelled = true;
                    cancellation.cancel();
                }
            }
        } finally {
            sending.decrementAndGet();
        }
    }

    /** A client, whose older connection goes after the newer one has come, as one does that was lost unnoticed. */
    private void reconnect(Random random) {
        int client = clients.getAndIncrement();
        Connection older = null;
        for (int generation = 1; sending.get() > 0; generation++) {
            Connection newer = new Connection(client, generation, random);
            newest.set(client, generation);
            if (older != null) {
                older.handler.close();
            }
            for (int time = random.nextInt(50); time > 0; time--) {
                newer.work();
            }
            older = newer;
        }
        if (older != null) {
            older.work();
            older.handler.close();
        }
    }

    /** What became of a command. */
    private final class Sent implements CommandOutcome {
        private final AtomicInteger ends = new AtomicInteger();
        private final AtomicInteger receptions = new AtomicInteger();
        private final List<Integer> newestThen = new ArrayList<>();
        private volatile boolean cancelled;

        Sent() {
            for (int client = 0; client < CLIENTS; client++) {
                newestThen.add(newest.get(client));
            }
        }

        @Override
        public void answered(CommandResponse response) {
            answers.incrementAndGet();
            ends.incrementAndGet();
        }

        @Override
        public void failed(RoutingFailure failure) {
            if (failure != RoutingFailure.HANDLER_LOST && failure != RoutingFailure.NO_HANDLER) {
                wrong.add("A command failed: " + failure);
            }
            ends.incrementAndGet();
        }
    }

    /** One connection of a client: some commands it answers at once, others later, and twice. */
    private final class Connection implements CommandSink {
        private final int client;
        private final int generation;
        private final Random random;
        private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
        private final AtomicLong granted = new AtomicLong();
        private final AtomicLong received = new AtomicLong();
        private final CommandRouter.Handler handler;
        private volatile boolean ready = true;

        Connection(int client, int generation, Random random) {
            this.client = client;
            this.generation = generation;
            this.random = random;
            this.handler = router.connect(this);
            handler.subscribe("work", "client" + client, 100);
        }

        void work() {
            int more = random.nextInt(20);
            granted.addAndGet(more);
            handler.grant(more);
            ready = random.nextInt(4) > 0;
            if (ready) {
                handler.resume();
            }
            for (String id = unanswered.poll(); id != null; id = unanswered.poll()) {
                answer(id);
                answer(id);
            }
        }

        private void answer(String id) {
            handler.answer(CommandResponse.newBuilder().setRequestIdentifier(id).build());
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void command(Command command) {
            Sent known = sent.get(command.getMessageIdentifier());
            known.receptions.incrementAndGet();
            if (received.incrementAndGet() > granted.get()) {
                wrong.add("A command came without a permit");
            }
            if (generation < known.newestThen.get(client)) {
                wrong.add("A command came to connection " + generation + " of client " + client + " after connection "
                        + known.newestThen.get(client));
            }
            unanswered.add(command.getMessageIdentifier());
        }
    }
}
