package io.orderflow.platform.process;

import java.util.function.Predicate;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;

/** A command bus that loses commands, or their answers after they were handled, when it is told to. */
final class UnreliableBus implements CommandBus {

    /** What becomes of commands. */
    enum Mode {
        PASS, LOSE_COMMANDS, LOSE_ANSWERS
    }

    private final CommandBus bus;
    private Mode mode = Mode.PASS;
    private Mode next = Mode.PASS;
    private Predicate<Object> away = command -> false;

    UnreliableBus(CommandBus bus) {
        this.bus = bus;
    }

    void become(Mode always) {
        mode = always;
        next = always;
    }

    /** Nobody is there to handle such commands, until another kind is named. */
    void takeAway(Predicate<Object> commands) {
        away = commands;
    }

    /** Only the next command meets this. */
    void becomeOnce(Mode once) {
        next = once;
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        bus.dispatch(command);
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        Mode now = next;
        next = mode;
        switch (away.test(command.getPayload()) ? Mode.LOSE_COMMANDS : now) {
            case PASS -> bus.dispatch(command, callback);
            case LOSE_COMMANDS -> fail(command, callback);
            case LOSE_ANSWERS -> bus.<C, R>dispatch(command, (handled, answer) -> fail(handled, callback));
        }
    }

    @Override
    public Registration subscribe(String name, MessageHandler<? super CommandMessage<?>> handler) {
        return bus.subscribe(name, handler);
    }

    @Override
    public Registration registerHandlerInterceptor(
            MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        return bus.registerHandlerInterceptor(interceptor);
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        return bus.registerDispatchInterceptor(interceptor);
    }

    private static <C, R> void fail(CommandMessage<? extends C> command,
            CommandCallback<? super C, ? super R> callback) {
        callback.onResult(command,
                GenericCommandResultMessage.asCommandResultMessage(new IllegalStateException("No answer")));
    }
}
