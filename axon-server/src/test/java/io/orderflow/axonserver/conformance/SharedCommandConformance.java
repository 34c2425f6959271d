package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.Messages.command;
import static io.orderflow.axonserver.conformance.Messages.commandResponse;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.Registration;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Commands that several clients handle, and commands that several clients send under one identifier. */
interface SharedCommandConformance extends Conformance {

    int KEYS = 1_000;

    private static Registration handle(AxonServerConnection handler, int loadFactor, String text) {
        try {
            return handler.commandChannel()
                    .registerCommandHandler(command -> CompletableFuture.completedFuture(commandResponse(text)),
                            loadFactor, "work")
                    .awaitAck(10, TimeUnit.SECONDS);
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Who handles each key. */
    private static List<String> owners(AxonServerConnection sender) {
        List<CompletableFuture<CommandResponse>> sent = IntStream.range(0, KEYS)
                .mapToObj(key -> sender.commandChannel().sendCommand(command("work", "key-" + key)))
                .toList();
        return sent.stream().map(Conformance::soon).map(response -> textOf(response.getPayload())).toList();
    }

    private static long share(List<String> owners, String handler) {
        return owners.stream().filter(handler::equals).count();
    }

    @Test
    default void sharesTheKeysInProportionToTheLoadFactors() {
        AxonServerConnection sender = clients().connect("sender");
        handle(clients().connect("strong"), 300, "strong");
        handle(clients().connect("weak"), 100, "weak");

        List<String> owners = owners(sender);

        assertThat(share(owners, "strong")).isBetween(650L, 850L);
        assertThat(owners).containsOnly("strong", "weak");
    }

    @Test
    default void takesTheFactorOfTheLastRegistration() {
        AxonServerConnection sender = clients().connect("sender");
        AxonServerConnection changing = clients().connect("changing");
        Registration first = handle(changing, 100, "changing");
        handle(clients().connect("constant"), 100, "constant");
        List<String> before = owners(sender);
        assertThat(share(before, "changing")).isBetween(350L, 650L);

        first.cancel();
        await().atMost(LIMIT).until(() -> share(owners(sender), "changing") == 0);
        handle(changing, 900, "changing");

        List<String> after = owners(sender);
        assertThat(share(after, "changing")).isBetween(820L, 970L);
        assertThat(IntStream.range(0, KEYS).filter(key -> before.get(key).equals("changing"))
                .mapToObj(after::get)).containsOnly("changing");
    }

    @Test
    default void servesTheNewestConnectionOfOneClient() {
        AxonServerConnection sender = clients().connect("sender");
        AxonServerConnection one = clients().factory("app", "app-1").connect("default");
        AxonServerConnection two = clients().factory("app", "app-1").connect("default");
        handle(one, 100, "one");
        Registration second = handle(two, 100, "two");

        assertThat(share(owners(sender), "two")).isEqualTo(KEYS);

        second.cancel();
        await().atMost(LIMIT).until(() -> share(owners(sender), "one") == KEYS);
    }

    @Test
    default void takesOneOfTwoCommandsWithTheSameIdentifierAtATime() throws Exception {
        CompletableFuture<CommandResponse> work = new CompletableFuture<>();
        CompletableFuture<Command> received = new CompletableFuture<>();
        clients().connect("handler").commandChannel().registerCommandHandler(command -> {
            received.complete(command);
            return work;
        }, 100, "work").awaitAck(10, TimeUnit.SECONDS);
        Command command = command("work", "key");

        CompletableFuture<CommandResponse> first = clients().connect("one").commandChannel().sendCommand(command);
        Conformance.soon(received);
        CompletableFuture<CommandResponse> second = clients().connect("two").commandChannel().sendCommand(command);

        assertThat(Conformance.soon(second).getErrorCode()).isEqualTo("AXONIQ-4003");
        assertThat(Conformance.soon(second).getErrorMessage().getMessage()).contains("identifier");
        assertThat(first).isNotDone();
        work.complete(commandResponse("done"));
        assertThat(textOf(Conformance.soon(first).getPayload())).isEqualTo("done");
    }
}
