package io.orderflow.saga;

import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.POT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.message.CommandResult;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import io.orderflow.api.stock.StockCommand.DispatchStock;
import io.orderflow.api.stock.StockCommand.ReleaseStock;
import io.orderflow.api.stock.StockCommand;
import io.orderflow.service.message.CommandRefused;
import io.orderflow.service.message.Commands;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.MessageHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandSenderTest {

    private static final ReleaseStock CUPS = new ReleaseStock(CUP, ORDER);
    private static final ReleaseStock POTS = new ReleaseStock(POT, ORDER);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AsynchronousCommandBus bus = AsynchronousCommandBus.builder().executor(threads).build();
    private final List<Object> handled = new CopyOnWriteArrayList<>();
    private final CommandSender sender = new CommandSender(new Commands(
            DefaultCommandGateway.builder().commandBus(bus).build(),
            EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build()));

    @AfterEach
    void stop() {
        bus.shutdown();
        threads.shutdownNow();
    }

    @Test
    void sendsAllBeforeItWaitsForAny() {
        CountDownLatch both = new CountDownLatch(2);
        on(ReleaseStock.class, command -> {
            both.countDown();
            assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
        });

        sender.sendAll(Stream.of(CUPS, POTS));

        assertThat(handled).containsExactlyInAnyOrder(CUPS, POTS);
    }

    @Test
    void waitsForEveryAnswerBeforeItFails() {
        CountDownLatch failed = new CountDownLatch(1);
        on(ReleaseStock.class, command -> {
            if (command.equals(CUPS)) {
                failed.countDown();
                throw new IllegalStateException("broken");
            }
            assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
        });

        assertThatThrownBy(() -> sender.sendAll(Stream.of(CUPS, POTS))).isInstanceOf(CommandFailed.class);
        assertThat(handled).containsExactly(POTS);
    }

    @Test
    void takesARefusalForAnAnswer() {
        on(ReleaseStock.class, command -> {
            throw new CommandRefused(ProblemCode.WRONG_STATE, "not now");
        });

        assertThat(sender.send(CUPS)).contains(new Refusal(ProblemCode.WRONG_STATE, "not now"));
        sender.sendAll(Stream.of(CUPS, POTS));
    }

    @Test
    void failsWhereNobodyHandlesTheCommand() {
        assertThatThrownBy(() -> sender.send(new DispatchStock(CUP, ORDER)))
                .isInstanceOf(CommandFailed.class)
                .hasCauseInstanceOf(NoHandlerForCommandException.class);
    }

    @Test
    void tellsWhetherTheHandlerFailedOrNobodyWasReached() {
        on(ReleaseStock.class, command -> {
            throw new CommandExecutionException("broken", null);
        });

        assertThatThrownBy(() -> sender.sendAll(Stream.of(CUPS)))
                .isInstanceOfSatisfying(CommandFailed.class, failed -> assertThat(failed.isOfItsHandler()).isTrue());
        assertThatThrownBy(() -> sender.sendAll(Stream.of(CUPS, new DispatchStock(CUP, ORDER))))
                .isInstanceOfSatisfying(CommandFailed.class, failed -> assertThat(failed.isOfItsHandler()).isFalse());
    }

    @Test
    void failsWhereTheCommandCannotBeSent() {
        bus.registerDispatchInterceptor(messages -> {
            throw new IllegalStateException("shutting down");
        });

        assertThatThrownBy(() -> sender.sendAll(Stream.of(CUPS, POTS))).isInstanceOf(CommandFailed.class);
    }

    private void on(Class<? extends StockCommand> type, Work work) {
        MessageHandler<org.axonframework.commandhandling.CommandMessage<?>> handler = message -> {
            work.on(message.getPayload());
            handled.add(message.getPayload());
            return new CommandResult(0);
        };
        bus.subscribe(type.getName(), handler);
    }

    private interface Work {

        void on(Object command) throws Exception;
    }
}
