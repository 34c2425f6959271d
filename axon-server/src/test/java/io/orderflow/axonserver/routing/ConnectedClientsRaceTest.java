package io.orderflow.axonserver.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.orderflow.axonserver.conformance.Race;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Clients that register while the server ends their connections. The seed is the round. */
class ConnectedClientsRaceTest {

    private static final int CONNECTIONS = 200;

    private final ConnectedClients clients = new ConnectedClients(Clock.systemUTC());

    @RepeatedTest(5)
    void knowsNobodyWhoseConnectionHasEnded(RepetitionInfo round) {
        List<ConnectedClients.Connection> connections = new ArrayList<>();
        for (int number = 0; number < CONNECTIONS; number++) {
            connections.add(clients.connect("default", instruction -> {}));
        }
        new Race(round.getCurrentRepetition())
                .with(1, random -> connections.forEach(connection -> {
                    if (random.nextBoolean()) {
                        Thread.yield();
                    }
                    connection.register(ClientIdentification.getDefaultInstance());
                }))
                .with(1, random -> connections.forEach(ConnectedClients.Connection::close))
                .run();

        assertThat(clients.connections()).isEmpty();
    }
}
