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

    private CommandRouter.Handler handler(String name) {
        CommandRouter.Handler handler = router.connect(received::add);
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
        List.of(low, first, second, high).forEach(command -> router.dispatch(command, outcomes));

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
        router.dispatch(command, outcomes);
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
        router.dispatch(command("work", "sent"), outcomes);
        router.dispatch(command("work", "waiting"), outcomes);
        CommandRouter.Handler other = router.connect(received::add);
        other.subscribe("work", "two", 100);
        other.grant(10);

        lost.close();

        assertThat(outcomes.failures).containsExactly(RoutingFailure.HANDLER_LOST);
        assertThat(received).hasSize(2);
        other.close();
        assertThat(outcomes.failures).containsExactly(RoutingFailure.HANDLER_LOST, RoutingFailure.HANDLER_LOST);
        router.dispatch(command("work", "late"), outcomes);
        assertThat(outcomes.failures).endsWith(RoutingFailure.NO_HANDLER);
    }

    @Test
    void keepsOnlySoManyForAHandlerWithoutPermits() {
        handler("one");
        for (int i = 0; i < Outbox.MAX_WAITING_MESSAGES; i++) {
            router.dispatch(command("work", "k" + i), outcomes);
        }
        assertThat(outcomes.failures).isEmpty();

        router.dispatch(command("work", "one too many"), outcomes);

        assertThat(outcomes.failures).containsExactly(RoutingFailure.OVERLOADED);
    }

    @Test
    void refusesAnIdentifierThatIsBeingHandled() {
        handler("one").grant(10);
        Command command = command("work", "k");
        router.dispatch(command, outcomes);
        router.dispatch(command, outcomes);

        assertThat(received).hasSize(1);
        assertThat(outcomes.failures).containsExactly(RoutingFailure.DUPLICATE);
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void ignoresSubscriptionsOfAHandlerThatIsGone() {
        CommandRouter.Handler handler = handler("one");
        handler.close();
        handler.subscribe("work", "one", 100);

        router.dispatch(command("work", "k"), outcomes);

        assertThat(outcomes.failures).containsExactly(RoutingFailure.NO_HANDLER);
    }

    @Test
    void sendsNothingThatWasCancelledWhileItWaited() {
        CommandRouter.Handler handler = handler("one");
        router.dispatch(command("work", "k"), outcomes).cancel();

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
}
