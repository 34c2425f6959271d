package io.orderflow.service.message;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.problem.ProblemCode;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;

/**
 * Gives a code to the refusals of the framework and of value types, where a command is handled. Stateless: the
 * framework calls it on many threads at once. It runs inside the unit of work, which rolls back on the exception thrown
 * here as it would on the cause, and each command passes it once for each attempt.
 */
final class RefusalTranslator implements MessageHandlerInterceptor<CommandMessage<?>> {

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        try {
            return chain.proceed();
        } catch (AggregateNotFoundException absent) {
            throw new CommandRefused(ProblemCode.NOT_FOUND,
                    "There is no " + nameOf(absent));
        } catch (InvalidValue invalid) {
            throw new CommandRefused(ProblemCode.INVALID_VALUE, invalid.getMessage());
        }
    }

    /**
     * The name of an aggregate for clients. Its stream is named after kind and identifier, {@code order:o1}, which
     * clients do not know.
     */
    private static String nameOf(AggregateNotFoundException absent) {
        return String.valueOf(absent.getAggregateIdentifier()).replaceFirst(":", " ");
    }
}
