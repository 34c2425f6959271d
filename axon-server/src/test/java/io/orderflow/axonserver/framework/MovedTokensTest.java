package io.orderflow.axonserver.framework;

import static io.orderflow.axonserver.conformance.Messages.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.axonserver.conformance.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The token store of an application whose events have other tokens on its new server, changed as docs/moving.md says. */
class MovedTokensTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String PROCESSOR = "letters";

    private final List<AxonServer> servers = new ArrayList<>();
    private final TokenStore tokens = new InMemoryTokenStore();
    private final Letters letters = new Letters();

    /** What the application handles. */
    @ProcessingGroup(PROCESSOR)
    static final class Letters {
        private final List<String> handled = new CopyOnWriteArrayList<>();

        @EventHandler
        void on(String letter) {
            handled.add(letter);
        }
    }

    private Configuration application(String server) {
        JacksonSerializer serializer = JacksonSerializer.builder().objectMapper(new ObjectMapper()).build();
        Configurer configurer = DefaultConfigurer.defaultConfiguration()
                .configureSerializer(c -> serializer)
                .registerComponent(AxonServerConfiguration.class,
                        c -> AxonServerConfiguration.builder().componentName("letters").build())
                .registerComponent(ManagedChannelCustomizer.class,
                        c -> ignored -> InProcessChannelBuilder.forName(server));
        configurer.eventProcessing(processing -> processing.usingPooledStreamingEventProcessors()
                .registerTokenStore(c -> tokens).registerEventHandler(c -> letters));
        return configurer.start();
    }

    @BeforeEach
    void start() {
        for (String name : List.of("old", "other")) {
            servers.add(AxonServer.startTemporary(data -> AxonServerConfig.inProcess(data, name)));
        }
    }

    @AfterEach
    void stop() {
        servers.forEach(AxonServer::close);
    }

    private void handle(Configuration application, String... published) {
        int handledBefore = letters.handled.size();
        application.eventGateway().publish((Object[]) published);
        await().atMost(LIMIT).until(() -> letters.handled.size() >= handledBefore + published.length);
    }

    /** As the copy does behind two events that the new server has already. */
    private static void copy(String from, String to, int count) throws Exception {
        try (Clients source = Clients.inProcess(from);
                Clients target = Clients.inProcess(to);
                EventStream stream = source.connect("copy").eventChannel().openStream(-1, 100)) {
            EventChannel events = target.connect("copy").eventChannel();
            events.appendEvents(event("\"its own\""), event("\"its own\"")).get(10, TimeUnit.SECONDS);
            for (int i = 0; i < count; i++) {
                events.appendEvents(stream.next().getEvent()).get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void handlesOnlyWhatIsNewWhenItsTokensWereMoved() throws Exception {
        Configuration before = application("old");
        handle(before, "a", "b", "c");
        before.shutdown();
        copy("old", "other", 3);

        moveTokens(tokens, PROCESSOR, position -> position + 2);
        Configuration after = application("other");
        handle(after, "d");
        after.shutdown();

        assertThat(letters.handled).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    /** Once for each processor, in a transaction, while none of them runs. */
    private static void moveTokens(TokenStore store, String processor, LongUnaryOperator positionOnNewServer) {
        for (int segment : store.fetchSegments(processor)) {
            TrackingToken token = store.fetchToken(processor, segment);
            if (token != null) {
                long position = positionOnNewServer.applyAsLong(token.position().orElseThrow());
                store.storeToken(new GlobalSequenceTrackingToken(position), processor, segment);
            }
            store.releaseClaim(processor, segment);
        }
    }
}
