package io.orderflow.service.web;

import com.mongodb.MongoException;
import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.impl.StreamClosedException;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.orderflow.service.message.NoAnswerInTime;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.axonframework.axonserver.connector.command.AxonServerCommandDispatchException;
import org.axonframework.axonserver.connector.query.AxonServerQueryDispatchException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.EventPublicationFailedException;
import org.axonframework.messaging.RemoteHandlingException;
import org.axonframework.messaging.RemoteNonTransientHandlingException;
import org.axonframework.queryhandling.NoHandlerForQueryException;

/** Tells failures of the event store, of a database or of another service from faults of this process. */
final class Outages {

    private static final List<Class<? extends Throwable>> KINDS = List.of(NoAnswerInTime.class,
            NoHandlerForCommandException.class, NoHandlerForQueryException.class,
            EventStoreException.class, EventPublicationFailedException.class,
            AxonServerQueryDispatchException.class, AxonServerCommandDispatchException.class, TimeoutException.class,
            org.axonframework.axonserver.connector.AxonServerException.class, AxonServerException.class,
            StreamClosedException.class, StatusRuntimeException.class, StatusException.class, MongoException.class);

    /** The framework's message where the connection to the event store breaks while an aggregate is loaded. */
    private static final String STORE_AWAY = "communicating with Axon Server";

    /** The codes with which the event store says that it cannot read (90…) or write (91…) its files. */
    private static final Pattern STORE_FAILS = Pattern.compile("\\[AXONIQ-9[01]\\d\\d]");

    private Outages() {}

    /** Whether the failure is an outage, or was caused by one, also in another process that handled the message. */
    static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOfKind(cause) || hadOutage(descriptionsIn(cause))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the command certainly had no effect, because no handler was there for it. After any other failure on the
     * way its effect is not known, since only the answer may have been lost.
     */
    static boolean didNothing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoHandlerForCommandException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfKind(Throwable failure) {
        return KINDS.stream().anyMatch(kind -> kind.isInstance(failure));
    }

    /**
     * The messages of the failure and its causes. Of a failure in another process only messages come here, some of
     * which name the exception behind them.
     */
    private static List<String> descriptionsIn(Throwable failure) {
        return switch (failure) {
            case RemoteHandlingException remote -> remote.getExceptionDescriptions();
            case RemoteNonTransientHandlingException remote -> remote.getExceptionDescriptions();
            default -> List.of();
        };
    }

    private static boolean hadOutage(List<String> descriptions) {
        return descriptions.stream().anyMatch(sentence -> sentence.contains(STORE_AWAY)
                || STORE_FAILS.matcher(sentence).find()
                || KINDS.stream().anyMatch(kind -> sentence.contains(kind.getName())));
    }
}
