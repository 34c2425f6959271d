package io.orderflow.axonserver.routing;

import static io.orderflow.axonserver.conformance.Messages.command;
import static io.orderflow.axonserver.conformance.Messages.commandResponse;
import static io.orderflow.axonserver.conformance.Messages.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CommandRouterTest {

    private final CommandRouter router = new CommandRouter();
    private final List<Command> received = new ArrayList<>();
    private final Outcomes outcomes = new Outcomes();
    private final Sender sender = new Sender(new Memory(1L << 30));
    private final Received sink = new Received();

    private Cancellation dispatch(Command command) {
        return router.dispatch(command, sender, outcomes);
    }

    private CommandRouter.Handler handler(String name) {
        CommandRouter.Handler handler = router.connect(sink);
        handler.subscribe("work", name, 100);
        return handler;
    }

    private static Command prioritized(String key, long priority) {
        return command("work", key)
                .toBuilder()
                .addProcessingInstructions(number(ProcessingKey.PRIORITY, priority))
                .build();
    }

    @Test
    void sendsWhatIsPermittedAndHighPrioritiesFirst() {
        CommandRouter.Handler handler = handler("one");
        Command low = prioritized("low", -1);
        Command high = prioritized("high", 5);
        Command first = prioritized("first", 0);
        Command second = prioritized("second", 0);
        List.of(low, first, second, high).forEach(command -> dispatch(command));

        assertThat(received).isEmpty();
        handler.grant(2);
        assertThat(received).containsExactly(high, first);
        handler.grant(10);
        assertThat(received).containsExactly(high, first, second, low);
    }

    @Test
    void answersOnce() {
        CommandRouter.Handler handler = handler("one");
        handler.grant(1);
        Command command = command("work", "k");
        dispatch(command);
        CommandResponse response = commandResponse("done")
                .toBuilder()
                .setRequestIdentifier(command.getMessageIdentifier())
                .build();

        handler.answer(response);
        handler.answer(response);
        handler.close();

        assertThat(outcomes.responses).containsExactly(response);
        assertThat(outcomes.failures).isEmpty();
    }

    @Test
    void failsWhatALostHandlerHadAndMovesWhatItHadNot() {
        CommandRouter.Handler lost = handler("one");
        lost.grant(1);
        dispatch(command("work", "sent"));
        dispatch(command("work", "waiting"));
        CommandRouter.Handler other = router.connect(sink);
        other.subscribe("work", "two", 100);
        other.grant(10);

        lost.close();

        assertThat(outcomes.failures).containsExactly(RoutingFailure.HANDLER_LOST);
        assertThat(received).hasSize(2);
        other.close();
        assertThat(outcomes.failures).containsExactly(RoutingFailure.HANDLER_LOST, RoutingFailure.HANDLER_LOST);
        dispatch(command("work", "late"));
        assertThat(outcomes.failures).endsWith(RoutingFailure.NO_HANDLER);
    }

    @Test
    void keepsOnlySoManyForAHandlerWithoutPermits() {
        handler("one");
        for (int i = 0; i < Outbox.MAX_WAITING_MESSAGES / 2; i++) {
            dispatch(command("work", "k" + i));
        }
        assertThat(outcomes.failures).isEmpty();

        dispatch(command("work", "one too many"));

        assertThat(outcomes.failures).containsExactly(RoutingFailure.OVERLOADED);
    }

    @Test
    void leavesRoomForOthersWhereOneSenderFloods() {
        handler("one");
        for (int i = 0; i < Outbox.MAX_WAITING_MESSAGES; i++) {
            dispatch(command("work", "flood" + i));
        }
        outcomes.failures.clear();

        router.dispatch(command("work", "calm"), new Sender(new Memory(1L << 30)), outcomes);

        assertThat(outcomes.failures).isEmpty();
    }

    @Test
    void keepsOnlySoManyBytesForOneSender() {
        CommandRouter.Handler handler = handler("one");
        String large = "x".repeat(1 << 20);
        for (int i = 0; i < 100; i++) {
            dispatch(command("work", large));
        }

        assertThat(outcomes.failures).isNotEmpty().containsOnly(RoutingFailure.OVERLOADED);
        assertThat(sender.keptBytes()).isLessThanOrEqualTo(Sender.MAX_KEPT_BYTES);
        handler.grant(100);
        assertThat(received.size() + outcomes.failures.size()).isEqualTo(100);
        assertThat(sender.keptBytes()).isZero();
    }

    @Test
    void freesTheMemoryOfWhatEndsWhileItWaits() {
        handler("one");
        List.of(dispatch(command("work", "k")), dispatch(command("work", "l"))).forEach(Cancellation::cancel);

        router.expire();

        assertThat(sender.keptBytes()).isZero();
    }

    @Test
    void sendsNothingToAConnectionThatHasNoRoom() {
        CommandRouter.Handler handler = handler("one");
        handler.grant(10);
        sink.ready = false;
        dispatch(command("work", "k"));
        assertThat(received).isEmpty();

        sink.ready = true;
        handler.resume();

        assertThat(received).hasSize(1);
    }

    @Test
    void takesNoAnswerFromAHandlerThatWasNotAsked() {
        handler("one").grant(1);
        Command command = command("work", "k");
        dispatch(command);

        router.connect(sink).answer(
                commandResponse("forged").toBuilder().setRequestIdentifier(command.getMessageIdentifier()).build());

        assertThat(outcomes.responses).isEmpty();
    }

    @Test
    void refusesAnIdentifierThatIsBeingHandled() {
        handler("one").grant(10);
        Command command = command("work", "k");
        dispatch(command);
        dispatch(command);

        assertThat(received).hasSize(1);
        assertThat(outcomes.failures).containsExactly(RoutingFailure.DUPLICATE);
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void ignoresSubscriptionsOfAHandlerThatIsGone() {
        CommandRouter.Handler handler = handler("one");
        handler.close();
        handler.subscribe("work", "one", 100);

        dispatch(command("work", "k"));

        assertThat(outcomes.failures).containsExactly(RoutingFailure.NO_HANDLER);
    }

    @Test
    void sendsNothingThatWasCancelledWhileItWaited() {
        CommandRouter.Handler handler = handler("one");
        dispatch(command("work", "k")).cancel();

        handler.grant(1);

        assertThat(received).isEmpty();
        assertThat(outcomes.failures).isEmpty();
    }

    /** Keeps what it is told. */
    private static final class Outcomes implements CommandOutcome {
        private final List<CommandResponse> responses = new ArrayList<>();
        private final List<RoutingFailure> failures = new ArrayList<>();

        @Override
        public void answered(CommandResponse response) {
            responses.add(response);
        }

        @Override
        public void failed(RoutingFailure failure) {
            failures.add(failure);
        }
    }

    /** A handler's connection. */
    private final class Received implements CommandSink {
        private boolean ready = true;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void command(Command command) {
            received.add(command);
        }
    }
}
