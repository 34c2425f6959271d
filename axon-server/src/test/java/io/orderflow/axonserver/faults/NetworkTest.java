package io.orderflow.axonserver.faults;

import static io.orderflow.axonserver.conformance.Messages.command;
import static io.orderflow.axonserver.conformance.Messages.commandResponse;
import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.query;
import static io.orderflow.axonserver.conformance.Messages.queryResponse;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.connector.query.QueryDefinition;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.axonserver.conformance.Clients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are cut, stalled and slowed. */
@Timeout(60)
class NetworkTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path directory;
    private AxonServer server;
    private Proxy proxy;
    private Clients behindProxy;
    private Clients direct;

    @BeforeEach
    void start() throws IOException {
        server = AxonServer.start(AxonServerConfig.tcp(directory, 0));
        proxy = new Proxy(server.port());
        behindProxy = Clients.tcp(proxy.port());
        direct = Clients.tcp(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        behindProxy.close();
        direct.close();
        server.close();
    }

    private static void handle(AxonServerConnection connection) throws TimeoutException, InterruptedException {
        connection.commandChannel()
                .registerCommandHandler(command -> CompletableFuture.completedFuture(commandResponse("done")), 100,
                        "work")
                .awaitAck(10, TimeUnit.SECONDS);
        connection.queryChannel()
                .registerQueryHandler((query, reply) -> reply.sendLast(queryResponse("42")),
                        new QueryDefinition("ask", "text"))
                .awaitAck(10, TimeUnit.SECONDS);
    }

    /** The answer's error code; a call that is lost with its connection is an error of its own. */
    private static String outcomeOfCommand(AxonServerConnection sender) throws Exception {
        try {
            return sender.commandChannel().sendCommand(command("work", "key")).get(20, TimeUnit.SECONDS).getErrorCode();
        } catch (ExecutionException lost) {
            return "lost";
        }
    }

    private static boolean isAnswered(AxonServerConnection sender) throws InterruptedException {
        try (ResultStream<QueryResponse> results = sender.queryChannel().query(query("ask"))) {
            QueryResponse response = results.nextIfAvailable(10, TimeUnit.SECONDS);
            return response != null && response.getErrorCode().isEmpty();
        }
    }

    @Test
    void servesHandlersAgainAfterTheirConnectionIsCut() throws Exception {
        handle(behindProxy.connect("handler"));
        AxonServerConnection sender = direct.connect("sender");
        assertThat(outcomeOfCommand(sender)).isEmpty();

        proxy.cut();

        await().atMost(LIMIT).until(() -> outcomeOfCommand(sender).isEmpty());
        await().atMost(LIMIT).until(() -> isAnswered(sender));
        await().atMost(LIMIT).until(() -> server.clients().size() == 2);
    }

    /** The earlier connection is half open: nothing comes through, and nobody says that it ended. */
    @Test
    void takesCommandsAndQueriesToTheNewestConnectionOfAClient() throws Exception {
        AxonServerConnection sender = direct.connect("sender");
        handle(behindProxy.factory("handler", "handler-1").connect("default"));
        assertThat(outcomeOfCommand(sender)).isEmpty();

        proxy.stall(true);
        handle(direct.factory("handler", "handler-1").connect("default"));

        for (int i = 0; i < 20; i++) {
            assertThat(sender.commandChannel().sendCommand(command("work", "key" + i)).get(2, TimeUnit.SECONDS)
                    .getErrorCode()).isEmpty();
            assertThat(isAnswered(sender)).isTrue();
        }
    }

    @Test
    void failsWhatIsLostOnAHalfOpenConnectionSoon() throws Exception {
        AxonServerConnection sender = direct.connect("sender");
        handle(behindProxy.connect("handler"));
        assertThat(outcomeOfCommand(sender)).isEmpty();

        proxy.stall(true);
        long start = System.nanoTime();

        assertThat(sender.commandChannel().sendCommand(command("work", "key")).get(25, TimeUnit.SECONDS).getErrorCode())
                .isEqualTo("AXONIQ-4003");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void servesSendersAgainAfterTheirConnectionIsCut() throws Exception {
        handle(direct.connect("handler"));
        AxonServerConnection sender = behindProxy.connect("sender");
        assertThat(outcomeOfCommand(sender)).isEmpty();

        proxy.cut();

        await().atMost(LIMIT).until(() -> outcomeOfCommand(sender).isEmpty());
        await().atMost(LIMIT).until(() -> isAnswered(sender));
    }

    @Test
    void losesNoConfirmedEventWhereConnectionsAreCut() throws Exception {
        EventChannel events = behindProxy.connect("writer").eventChannel();
        Set<String> confirmed = new TreeSet<>();
        for (int round = 0; round < 5; round++) {
            List<CompletableFuture<?>> appends = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String text = round + "/" + i;
                appends.add(events.appendEvents(event(text)).thenAccept(confirmation -> {
                    synchronized (confirmed) {
                        confirmed.add(text);
                    }
                }).exceptionally(lost -> null));
            }
            appends.get(10).get(20, TimeUnit.SECONDS);
            proxy.cut();
            CompletableFuture.allOf(appends.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
            await().atMost(LIMIT).ignoreExceptions().until(
                    () -> events.getLastToken().get(1, TimeUnit.SECONDS) >= 0);
        }

        assertThat(confirmed).isNotEmpty();
        EventChannel reader = direct.connect("reader").eventChannel();
        long last = reader.getLastToken().get(10, TimeUnit.SECONDS);
        List<String> stored = new ArrayList<>();
        try (EventStream stream = reader.openStream(-1, 1_000)) {
            for (long token = 0; token <= last; token++) {
                stored.add(textOf(stream.nextIfAvailable(10, TimeUnit.SECONDS).getEvent().getPayload()));
            }
        }
        assertThat(stored).doesNotHaveDuplicates().containsAll(confirmed);
    }

    @Test
    void goesOnWhereAConnectionStallsForAWhile() throws Exception {
        handle(behindProxy.connect("handler"));
        AxonServerConnection sender = direct.connect("sender");
        EventChannel events = behindProxy.connect("follower").eventChannel();
        try (EventStream stream = events.openStream(-1, 100)) {
            proxy.stall(true);
            CompletableFuture<?> waiting = sender.commandChannel().sendCommand(command("work", "key"));
            direct.connect("writer").eventChannel().appendEvents(event("meanwhile")).get(10, TimeUnit.SECONDS);
            assertThat(stream.nextIfAvailable(300, TimeUnit.MILLISECONDS)).isNull();
            assertThat(waiting).isNotDone();

            proxy.stall(false);

            waiting.get(20, TimeUnit.SECONDS);
            assertThat(stream.nextIfAvailable(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void answersAQueryWhoseHandlerStallsForAWhile() throws Exception {
        handle(behindProxy.connect("handler"));
        AxonServerConnection sender = direct.connect("sender");
        assertThat(isAnswered(sender)).isTrue();
        proxy.stall(true);

        try (ResultStream<QueryResponse> results = sender.queryChannel().query(query("ask"))) {
            assertThat(results.nextIfAvailable(300, TimeUnit.MILLISECONDS)).isNull();
            proxy.stall(false);

            QueryResponse response = results.nextIfAvailable(10, TimeUnit.SECONDS);
            assertThat(response).isNotNull();
            assertThat(textOf(response.getPayload())).isEqualTo("42");
        }
    }

    @Test
    void storesOnceWhatAStallHoldsUp() throws Exception {
        EventChannel events = behindProxy.connect("writer").eventChannel();
        events.appendEvents(event("before")).get(10, TimeUnit.SECONDS);
        proxy.stall(true);
        List<CompletableFuture<?>> appends = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            appends.add(events.appendEvents(event("stalled " + i)));
        }
        EventChannel other = direct.connect("other").eventChannel();
        other.appendEvents(event("of another")).get(10, TimeUnit.SECONDS);
        assertThat(appends).noneMatch(CompletableFuture::isDone);

        proxy.stall(false);

        CompletableFuture.allOf(appends.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        assertThat(other.getLastToken().get(10, TimeUnit.SECONDS)).isEqualTo(101);
    }

    @Test
    void takesQueriesAndEventsOverASlowConnection() throws Exception {
        AxonServerConnection slow = behindProxy.connect("slow");
        slow.queryChannel().registerQueryHandler((query, reply) -> CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 100; i++) {
                reply.send(queryResponse(i + "x".repeat(1_000)));
            }
            reply.complete();
        }), new QueryDefinition("list", "text")).awaitAck(10, TimeUnit.SECONDS);
        proxy.slow(5_000_000);

        try (ResultStream<QueryResponse> results = direct.connect("sender").queryChannel().query(query("list"))) {
            for (int i = 0; i < 100; i++) {
                assertThat(textOf(results.nextIfAvailable(10, TimeUnit.SECONDS).getPayload())).startsWith(i + "x");
            }
        }
        for (int i = 0; i < 20; i++) {
            slow.eventChannel().appendEvents(event("x".repeat(20_000))).get(20, TimeUnit.SECONDS);
        }
        assertThat(slow.eventChannel().getLastToken().get(10, TimeUnit.SECONDS)).isEqualTo(19);
    }

    @Test
    void bringsEverythingOverASlowConnection() throws Exception {
        EventChannel writer = direct.connect("writer").eventChannel();
        for (int i = 0; i < 200; i++) {
            writer.appendEvents(event("x".repeat(1_000))).get(10, TimeUnit.SECONDS);
        }
        proxy.slow(5_000_000);

        try (EventStream stream = behindProxy.connect("follower").eventChannel().openStream(-1, 50)) {
            for (long token = 0; token < 200; token++) {
                assertThat(stream.nextIfAvailable(10, TimeUnit.SECONDS).getToken()).isEqualTo(token);
            }
        }
    }

    @Test
    void forgetsAClientWhoseConnectionIsCut() throws IOException {
        behindProxy.connect("client");
        await().atMost(LIMIT).until(() -> server.clients().size() == 1);

        proxy.close();

        await().atMost(LIMIT).until(() -> server.clients().isEmpty());
    }
}
