package io.orderflow.service.aggregate;

import io.orderflow.api.message.CommandResult;
import java.lang.reflect.Method;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.common.annotation.AnnotationUtils;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.Scope;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.WrappedMessageHandlingMember;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateScopeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Answers each command that an aggregate has handled with the aggregate's version after it, so that its handlers return
 * nothing. Stateless.
 *
 * <p>The framework finds it as a service provider, wherever it looks for the handlers of a class: a repository, a fixture
 * of a test, or Spring. It calls a handler on the thread of the unit of work and within the scope of its aggregate, which
 * still holds when the handler returns; a handler of commands outside of any aggregate answers as it likes.
 */
public final class VersionAnswers implements HandlerEnhancerDefinition {

    @Override
    public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> original) {
        return original.unwrap(Method.class).filter(VersionAnswers::isSilentCommandHandler).isPresent()
                ? new VersionAnsweringMember<>(original)
                : original;
    }

    private static boolean isSilentCommandHandler(Method method) {
        return method.getReturnType() == void.class
                && AnnotationUtils.isAnnotationPresent(method, CommandHandler.class);
    }

    private static final class VersionAnsweringMember<T> extends WrappedMessageHandlingMember<T> {

        VersionAnsweringMember(MessageHandlingMember<T> handler) {
            super(handler);
        }

        @Override
        public @Nullable Object handle(Message<?> command, T target) throws Exception {
            Object answer = super.handle(command, target);
            return Scope.describeCurrentScope() instanceof AggregateScopeDescriptor
                    ? new CommandResult(AggregateLifecycle.getVersion())
                    : answer;
        }
    }
}
