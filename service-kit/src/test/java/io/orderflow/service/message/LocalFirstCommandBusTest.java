package io.orderflow.service.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.problem.ProblemCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LocalFirstCommandBusTest {

    private final SimpleCommandBus local = SimpleCommandBus.builder().build();
    private final SimpleCommandBus elsewhere = SimpleCommandBus.builder().build();
    private final CommandBus bus = new LocalFirstCommandBus(local, elsewhere);
    private final CommandGateway gateway = DefaultCommandGateway.builder().commandBus(bus).build();

    @Test
    void handlesHereWhatHasAHandlerHere() {
        local.subscribe(String.class.getName(), command -> "here");
        elsewhere.subscribe(String.class.getName(), command -> "elsewhere");
        assertThat(gateway.<String>send("a").join()).isEqualTo("here");
    }

    @Test
    void sendsAwayWhatHasNone() {
        elsewhere.subscribe(String.class.getName(), command -> "elsewhere");
        assertThat(gateway.<String>send("a").join()).isEqualTo("elsewhere");
        assertThatThrownBy(() -> gateway.send(1).join()).hasCauseInstanceOf(NoHandlerForCommandException.class);
    }

    @Test
    void passesARefusalOnAsItIs() {
        CommandRefused refused = new CommandRefused(ProblemCode.NOT_FOUND, "There is none");
        local.subscribe(String.class.getName(), command -> {
            throw refused;
        });
        assertThatThrownBy(() -> gateway.send("a").join()).isInstanceOf(CompletionException.class).hasCause(refused);
    }

    @Test
    void passesAFailureOfAHandlerOnAsTheServerWould() {
        IllegalStateException failure = new IllegalStateException("not today");
        local.subscribe(String.class.getName(), command -> {
            throw failure;
        });
        assertThatThrownBy(() -> gateway.send("a").join())
                .cause()
                .isInstanceOf(CommandExecutionException.class)
                .hasMessage("not today")
                .hasCause(failure);
    }

    @Test
    void passesAClashOnAsItIs() {
        local.subscribe(String.class.getName(), command -> {
            throw ConflictingWrites.clash("The state is not the last one");
        });
        assertThatThrownBy(() -> gateway.send("a").join()).hasCauseInstanceOf(ConcurrencyException.class);
    }

    @Test
    void commitsBeforeTheSendersUnitOfWork() {
        AtomicBoolean committed = new AtomicBoolean();
        local.subscribe(String.class.getName(), command -> {
            CurrentUnitOfWork.get().afterCommit(unit -> committed.set(true));
            return "done";
        });
        UnitOfWork<?> senders = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("an event"));
        gateway.send("a").join();
        assertThat(committed).isTrue();
        senders.rollback();
    }

    @Test
    void handlesSeveralAtOnce() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        local.subscribe(String.class.getName(), command -> {
            both.countDown();
            return both.await(10, TimeUnit.SECONDS);
        });
        CompletableFuture<Boolean> one = gateway.send("a");
        CompletableFuture<Boolean> other = gateway.send("b");
        assertThat(one.get()).isTrue();
        assertThat(other.get()).isTrue();
    }
}
