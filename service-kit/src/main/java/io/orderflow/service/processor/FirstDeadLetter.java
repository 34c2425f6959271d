package io.orderflow.service.processor;

import java.util.function.Predicate;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.extensions.mongo.eventhandling.deadletter.MongoDeadLetter;
import org.axonframework.messaging.deadletter.DeadLetter;

/**
 * Asks for the first letter of one sequence, if the predicate accepts it: the framework's predicate tells a queue only
 * whether it accepts the letter that it is shown, so that the queue shows it one letter after the other.
 */
record FirstDeadLetter(String sequence, Predicate<DeadLetter<? extends EventMessage<?>>> wanted)
        implements Predicate<DeadLetter<? extends EventMessage<?>>> {

    @Override
    public boolean test(DeadLetter<? extends EventMessage<?>> letter) {
        return letter instanceof MongoDeadLetter<?> stored && stored.sequenceIdentifier().equals(sequence)
                && wanted.test(letter);
    }
}
