package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.Messages.query;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static io.orderflow.axonserver.conformance.Queries.next;
import static io.orderflow.axonserver.conformance.Queries.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.query.SubscriptionQueryResult;
import io.orderflow.axonserver.junit.AxonServerExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Subscription queries whose last handler is lost, by a clock that the test moves. */
@Timeout(60)
class AbandonedSubscriptionTest {

    private static final Duration LIMIT = Conformance.LIMIT;

    private final MutableClock clock = new MutableClock();

    @RegisterExtension
    final AxonServerExtension server = AxonServerExtension.tcp().with(config -> config.withClock(clock));

    private Clients clients;
    private Updates handler;
    private SubscriptionQueryResult result;

    @BeforeEach
    void subscribeAndLoseTheHandler() {
        clients = Clients.tcp(server.port());
        handler = new Updates("handler");
        AxonServerConnectionFactory lost = clients.factory("handler");
        register(lost.connect("default"), "watch", handler);
        result = clients.connect("subscriber").queryChannel().subscriptionQuery(query("watch"), 32, 8);
        await().atMost(LIMIT).until(() -> handler.subscribers() == 1);
        lost.shutdown();
        await().atMost(LIMIT).until(() -> server.server().clients().size() == 1);
    }

    @AfterEach
    void disconnect() {
        clients.close();
    }

    @Test
    void endsWhenNoHandlerHasComeBackInTime() {
        await().atMost(LIMIT).until(() -> {
            clock.advance(Duration.ofSeconds(10));
            return result.updates().isClosed();
        });

        assertThat(next(result.updates())).isNull();
        assertThat(result.updates().getError()).get().asString().contains("lost");
    }

    @Test
    void goesOnWhenAHandlerComesBackInTime() {
        clock.advance(Duration.ofMillis(9_999));
        Updates back = new Updates("back");
        register(clients.connect("handler"), "watch", back);
        await().atMost(LIMIT).until(() -> back.subscribers() == 1);
        clock.advance(Duration.ofSeconds(30));

        back.send("here again");

        assertThat(textOf(next(result.updates()).getPayload())).isEqualTo("here again");
    }
}
