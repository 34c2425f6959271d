package io.orderflow.axonserver.junit;

import static io.orderflow.axonserver.conformance.Messages.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.orderflow.axonserver.AxonServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

class AxonServerExtensionTest {

    @RegisterExtension
    static final AxonServerExtension SERVER = AxonServerExtension.inProcess();

    @RegisterExtension
    static final AxonServerExtension TCP = AxonServerExtension.tcp().keepingEvents()
            .with(config -> config.withHttp("127.0.0.1", 0));

    @RegisterExtension
    static final BeforeAllCallback CONTEXT = context -> contextOfAll = context;

    private static ExtensionContext contextOfAll;

    @RegisterExtension
    final AxonServerExtension ofThisTest = AxonServerExtension.inProcess();

    private AxonServerConnectionFactory client;

    @BeforeEach
    void connect() {
        client = AxonServerConnectionFactory.forClient("client").customize(SERVER::channel).build();
    }

    @AfterEach
    void disconnect() {
        client.shutdown();
    }

    private static int eventsOf(EventChannel events) throws InterruptedException {
        int count = 0;
        try (EventStream stream = events.openStream(-1, 100)) {
            while (stream.nextIfAvailable(200, TimeUnit.MILLISECONDS) != null) {
                count++;
            }
        }
        return count;
    }

    @RepeatedTest(2)
    void forgetsTheEventsOfTheTestBefore() throws InterruptedException {
        EventChannel events = client.connect("default").eventChannel();

        events.appendEvents(event("only one")).join();

        assertThat(eventsOf(events)).isEqualTo(1);
    }

    @RepeatedTest(2)
    void givesEachTestAServerOfItsOwn() {
        AxonServerConnectionFactory other = AxonServerConnectionFactory.forClient("client")
                .customize(ofThisTest::channel).build();
        try {
            EventChannel events = other.connect("default").eventChannel();
            events.appendEvents(event("the first")).join();
            assertThat(events.getLastToken().join()).isZero();
        } finally {
            other.shutdown();
        }
    }

    @Test
    void endsWithItsClassUnlessItIsToLast() {
        AxonServerExtension ending = AxonServerExtension.inProcess();
        AxonServerExtension lasting = AxonServerExtension.inProcess().untilTheEnd();
        for (AxonServerExtension extension : List.of(ending, lasting)) {
            extension.beforeAll(contextOfAll);
            AxonServer first = extension.server();
            extension.afterAll(contextOfAll);
            extension.beforeAll(contextOfAll);
            assertThat(extension.server() == first).isEqualTo(extension == lasting);
            extension.afterAll(contextOfAll);
        }
    }

    @Test
    void tellsWhereTheServerIs() {
        Map<String, Object> properties = new HashMap<>();
        TCP.properties((key, value) -> properties.put(key, value.get()));

        assertThat(properties).containsOnly(Map.entry("axon.axonserver.servers", "127.0.0.1:" + TCP.port()));
        assertThat(TCP.server().httpPort()).isPositive();
        assertThat(SERVER.port()).isEqualTo(-1);
        assertThatThrownBy(SERVER::address).hasMessageContaining("channel()");
        assertThatThrownBy(TCP::inProcessName).hasMessageContaining("address()");
    }

    @Nested
    class InANestedClass {
        @Test
        void servesItToo() throws InterruptedException {
            assertThat(eventsOf(client.connect("default").eventChannel())).isZero();
        }
    }

    @Nested
    class InAnotherNestedClass {
        @Test
        void servesItToo() throws InterruptedException {
            assertThat(eventsOf(client.connect("default").eventChannel())).isZero();
        }
    }
}
