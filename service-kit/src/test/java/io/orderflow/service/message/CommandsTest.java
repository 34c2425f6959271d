package io.orderflow.service.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.message.CommandResult;
import io.orderflow.service.resilience.CallLimits;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.Test;

/** What a command's sender hears while the event store answers late. */
class CommandsTest {

    private static final int READS_IN_A_COMMANDS_TIME = (int) CallLimits.DEFAULT.command()
            .dividedBy(CallLimits.DEFAULT.read());

    private final AtomicInteger handled = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void tellsADoneCommandsVersionThoughItsPositionIsReadLate() {
        // given
        Commands commands = commands(READS_IN_A_COMMANDS_TIME - 1);

        // when
        Outcome outcome = commands.send("a command");

        // then
        assertThat(outcome).isEqualTo(new Outcome(7, -1));
        assertThat(handled).hasValue(1);
    }

    @Test
    void givesUpWhenThePositionCannotBeReadInACommandsTime() {
        // given
        Commands commands = commands(READS_IN_A_COMMANDS_TIME);

        // when, then
        assertThatThrownBy(() -> commands.send("a command")).isInstanceOf(EventStoreException.class);
        assertThat(reads).hasValue(READS_IN_A_COMMANDS_TIME);
    }

    private Commands commands(int failingReads) {
        SimpleCommandBus bus = SimpleCommandBus.builder().build();
        bus.subscribe(String.class.getName(), command -> {
            handled.incrementAndGet();
            return new CommandResult(7);
        });
        return new Commands(DefaultCommandGateway.builder().commandBus(bus).build(),
                EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine() {
                    @Override
                    public TrackingToken createHeadToken() {
                        if (reads.incrementAndGet() <= failingReads) {
                            throw new EventStoreException("No answer in time");
                        }
                        return super.createHeadToken();
                    }
                }).build());
    }
}
