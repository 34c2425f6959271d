package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.Conformance.soon;
import static io.orderflow.axonserver.conformance.Messages.command;
import static io.orderflow.axonserver.conformance.Messages.commandResponse;
import static io.orderflow.axonserver.conformance.Messages.number;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.Registration;
import io.axoniq.axonserver.grpc.ErrorMessage;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands: who gets them, and what becomes of them. */
interface CommandConformance extends Conformance {

    private AxonServerConnection sender() {
        return clients().connect("sender");
    }

    private static Registration handle(AxonServerConnection handler, String name,
            Function<Command, CompletableFuture<CommandResponse>> function) {
        try {
            return handler.commandChannel().registerCommandHandler(function, 100, name).awaitAck(10, TimeUnit.SECONDS);
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static CompletableFuture<CommandResponse> answer(String text) {
        return CompletableFuture.completedFuture(commandResponse(text));
    }

    private static CommandResponse send(AxonServerConnection sender, Command command) {
        return soon(sender.commandChannel().sendCommand(command));
    }

    @Test
    default void takesACommandToItsHandlerAndTheAnswerBack() {
        AxonServerConnection sender = sender();
        handle(clients().connect("handler"), "greet", command -> answer("hello " + textOf(command.getPayload())));

        CommandResponse response = send(sender, command("greet", "you"));

        assertThat(response.getErrorCode()).isEmpty();
        assertThat(textOf(response.getPayload())).isEqualTo("hello you");
    }

    @Test
    default void saysThatACommandHasNoHandler() {
        Command command = command("nobody", "x");

        CommandResponse response = send(sender(), command);

        assertThat(response.getErrorCode()).isEqualTo("AXONIQ-4000");
        assertThat(response.getErrorMessage().getMessage()).isEqualTo("No Handler for command: nobody");
        assertThat(response.getRequestIdentifier()).isEqualTo(command.getMessageIdentifier());
    }

    @Test
    default void passesAnExecutionErrorThroughWhole() {
        CommandResponse error = commandResponse("details")
                .toBuilder()
                .setErrorCode("AXONIQ-4002")
                .setErrorMessage(
                        ErrorMessage.newBuilder().setMessage("no").setLocation("there").addDetails("because").build())
                .build();
        handle(clients().connect("handler"), "fail", command -> CompletableFuture.completedFuture(error));
        Command command = command("fail", "x");

        assertThat(send(sender(), command))
                .isEqualTo(error.toBuilder().setRequestIdentifier(command.getMessageIdentifier()).build());
    }

    @Test
    default void sendsTheSameRoutingKeyToTheSameHandler() {
        AxonServerConnection sender = sender();
        for (int i = 0; i < 3; i++) {
            String name = "handler" + i;
            handle(clients().connect(name), "work", command -> answer(name));
        }

        Map<String, String> owners = new HashMap<>();
        for (int round = 0; round < 3; round++) {
            for (int key = 0; key < 60; key++) {
                String owner = textOf(send(sender, command("work", "key" + key)).getPayload());
                assertThat(owners.computeIfAbsent("key" + key, k -> owner)).isEqualTo(owner);
            }
        }
        assertThat(owners.values()).contains("handler0", "handler1", "handler2");
    }

    @Test
    default void forgetsAHandlerThatUnregistersOrLeaves() {
        AxonServerConnection sender = sender();
        Registration first = handle(clients().connect("one"), "work", command -> answer("one"));
        AxonServerConnectionFactory second = clients().factory("two");
        AxonServerConnection connection = second.connect("default");
        handle(connection, "work", command -> answer("two"));

        first.cancel();
        await().atMost(LIMIT).until(() -> IntSequence.all(20,
                i -> textOf(send(sender, command("work", "k" + i)).getPayload()).equals("two")));

        second.shutdown();
        await().atMost(LIMIT).until(() -> send(sender, command("work", "x")).getErrorCode().equals("AXONIQ-4000"));
    }

    @Test
    default void failsACommandWhoseHandlerIsLost() {
        AxonServerConnection sender = sender();
        Lines lines = new Lines();
        CompletableFuture<Command> received = new CompletableFuture<>();
        handle(clients().factory("handler", lines).connect("default"), "hang", command -> {
            received.complete(command);
            return new CompletableFuture<>();
        });

        CompletableFuture<CommandResponse> response = sender.commandChannel().sendCommand(command("hang", "x"));
        soon(received);
        lines.cut();

        assertThat(soon(response).getErrorCode()).isEqualTo("AXONIQ-4003");
    }

    @Test
    default void failsACommandThatTakesLongerThanItMay() {
        CompletableFuture<CommandResponse> work = new CompletableFuture<>();
        handle(clients().connect("handler"), "hang", command -> work);

        CommandResponse response = send(sender(),
                command("hang", "x").toBuilder().addProcessingInstructions(number(ProcessingKey.TIMEOUT, 200)).build());

        assertThat(response.getErrorCode()).isEqualTo("AXONIQ-4003");
        assertThat(response.getErrorMessage().getMessage()).contains("in time");
        work.complete(commandResponse("too late"));
    }

    @Test
    default void sendsNoMoreThanAHandlerPermits() {
        AxonServerConnection sender = sender();
        AxonServerConnection handler = clients().factory("handler", new Lines(),
                builder -> builder.commandPermits(16)).connect("default");
        ConcurrentLinkedQueue<CompletableFuture<CommandResponse>> working = new ConcurrentLinkedQueue<>();
        AtomicInteger received = new AtomicInteger();
        handle(handler, "slow", command -> {
            CompletableFuture<CommandResponse> work = new CompletableFuture<>();
            received.incrementAndGet();
            working.add(work);
            return work;
        });

        List<CompletableFuture<CommandResponse>> responses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            responses.add(sender.commandChannel().sendCommand(command("slow", "k" + i)));
        }
        await().atMost(LIMIT).until(() -> received.get() >= 16);
        assertThat(received).hasValueLessThanOrEqualTo(16);

        await().atMost(LIMIT).until(() -> {
            for (CompletableFuture<CommandResponse> work = working.poll(); work != null; work = working.poll()) {
                work.complete(commandResponse("done"));
            }
            return responses.stream().allMatch(CompletableFuture::isDone);
        });
        assertThat(received).hasValue(100);
    }

    /**
     * A handler that got it would lose its stream, and with it the answers to all else that it handles. The code is the
     * one that connectors name for messages: that for events makes Axon Framework tell of a failed publication.
     */
    @Test
    default void refusesACommandThatIsTooLargeForItsHandlerAndNothingElse() {
        AxonServerConnection sender = sender();
        handle(clients().connect("handler"), "work", command -> answer("done"));

        assertThatThrownBy(() -> sender.commandChannel().sendCommand(command("work", "").toBuilder()
                .setPayload(Messages.sized(4 << 20)).build()).get(10, TimeUnit.SECONDS))
                .hasStackTraceContaining("AXONIQ-3002");
        assertThat(textOf(send(sender, command("work", "little")).getPayload())).isEqualTo("done");
    }

    /** What the handler's other commands get must not depend on it, however large it is. */
    @ParameterizedTest
    @ValueSource(ints = {4 << 20, 24 << 20})
    default void refusesAnAnswerThatIsTooLargeAndNoOtherOfItsHandler(int bytes) {
        AxonServerConnection sender = sender();
        CompletableFuture<CommandResponse> underWay = new CompletableFuture<>();
        AxonServerConnection handler = clients().factory("shop", "shop-1").connect("default");
        handle(handler, "wait", command -> underWay);
        handle(handler, "work", command -> CompletableFuture.completedFuture(
                commandResponse("").toBuilder().setPayload(Messages.sized(bytes)).build()));
        CompletableFuture<CommandResponse> waiting = sender.commandChannel().sendCommand(command("wait", "x"));

        CommandResponse refused = send(sender, command("work", "x"));
        underWay.complete(commandResponse("done"));

        assertThat(refused.getErrorCode()).isEqualTo("AXONIQ-3002");
        assertThat(refused.getErrorMessage().getMessage())
                .contains("client shop-1 (shop)", "command work", "--max-message-bytes")
                .containsPattern(" has " + String.valueOf(bytes).substring(0, 3) + "\\d+ bytes");
        assertThat(textOf(soon(waiting).getPayload())).isEqualTo("done");
    }
}
