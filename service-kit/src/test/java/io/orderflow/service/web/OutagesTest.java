package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import io.axoniq.axonserver.connector.impl.StreamClosedException;
import io.grpc.Status;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.RemoteExceptionDescription;
import org.axonframework.messaging.RemoteHandlingException;
import org.axonframework.messaging.RemoteNonTransientHandlingException;
import org.junit.jupiter.api.Test;

class OutagesTest {

    @Test
    void findsAnEventStoreThatIsAwayHoweverItShows() {
        assertThat(Outages.isOutage(new EventStoreException("away", new ClosedChannelException()))).isTrue();
        assertThat(Outages.isOutage(Status.UNAVAILABLE.asRuntimeException())).isTrue();
        assertThat(Outages.isOutage(new StreamClosedException(Status.UNKNOWN.asRuntimeException()))).isTrue();
        assertThat(Outages.isOutage(new CompletionException(Status.UNAVAILABLE.asRuntimeException()))).isTrue();
    }

    @Test
    void findsADatabaseThatIsAway() {
        assertThat(Outages.isOutage(new MongoTimeoutException("nobody there"))).isTrue();
    }

    @Test
    void findsAnOutageWhereTheCommandWasHandled() {
        assertThat(Outages.isOutage(failedThere("Error occurred while communicating with Axon Server"))).isTrue();
        assertThat(Outages.isOutage(failedThere("INTERNAL: [AXONIQ-9100] Cannot write to the event store"))).isTrue();
        assertThat(Outages.isOutage(failedThere("io.grpc.StatusRuntimeException: UNKNOWN: channel closed"))).isTrue();
    }

    /** As the framework classes what it would not try again by itself. */
    @Test
    void findsAnOutageThatTheFrameworkTakesForLasting() {
        assertThat(Outages.isOutage(new CommandExecutionException("failed", new RemoteNonTransientHandlingException(
                new RemoteExceptionDescription(List.of("Error occurred while communicating with Axon Server"))))))
                .isTrue();
    }

    @Test
    void takesAMistakeForNoOutage() {
        assertThat(Outages.isOutage(new IllegalStateException("a mistake"))).isFalse();
        assertThat(Outages.isOutage(failedThere("a mistake"))).isFalse();
        assertThat(Outages.isOutage(failedThere("INVALID_ARGUMENT: [AXONIQ-2000] Invalid sequence number"))).isFalse();
    }

    private static CommandExecutionException failedThere(String sentence) {
        return new CommandExecutionException(sentence,
                new RemoteHandlingException(new RemoteExceptionDescription(List.of(sentence))));
    }
}
