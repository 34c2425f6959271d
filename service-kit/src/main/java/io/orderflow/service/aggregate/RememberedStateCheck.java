package io.orderflow.service.aggregate;

import io.orderflow.service.message.ConflictingWrites;
import java.util.function.Predicate;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Lets no command be answered on the grounds of an outdated state. The event store checks the events that a command
 * appends. An answer without any appended event, which is a refusal or says that nothing was to be done, is held back
 * until the store has said that the state was the last one. Otherwise the command fails as in a clash of two changes,
 * and its sender has it handled again, from the events. Of commands that are handled together, the last state is
 * checked once for all of them. The command bus calls it on the thread of the unit of work. Thread-safe.
 */
final class RememberedStateCheck implements MessageHandlerInterceptor<CommandMessage<?>> {

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        if (unitOfWork.parent().isPresent()) {
            return chain.proceed();
        }
        Object answer;
        try {
            answer = chain.proceed();
        } catch (Exception refused) {
            requireCurrent(unitOfWork, state -> true);
            throw refused;
        }
        requireChangedOrCurrent(unitOfWork);
        return answer;
    }

    /**
     * Asks the event store for each state that the unit of work has used and not changed.
     *
     * @throws org.axonframework.modelling.command.ConcurrencyException where one of them is not the last one
     */
    static void requireChangedOrCurrent(UnitOfWork<?> unitOfWork) {
        requireCurrent(unitOfWork, state -> !state.isChanged());
    }

    private static void requireCurrent(UnitOfWork<?> unitOfWork, Predicate<RememberedState> which) {
        for (RememberedState state : RememberedState.givenTo(unitOfWork)) {
            if (which.test(state) && state.isFoundOutdated()) {
                throw ConflictingWrites.clash("The command was handled with a state that is not the last one");
            }
        }
    }
}
