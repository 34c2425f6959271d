package io.orderflow.axonserver;

import static io.orderflow.axonserver.conformance.Messages.command;
import static io.orderflow.axonserver.conformance.Messages.commandResponse;
import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.query;
import static io.orderflow.axonserver.conformance.Messages.queryResponse;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.ReplyChannel;
import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.connector.query.QueryDefinition;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.orderflow.axonserver.conformance.Clients;
import io.orderflow.axonserver.store.StoreException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AxonServerTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    @TempDir
    private Path directory;

    private static void append(EventChannel events, String text) {
        events.appendEvents(event(text)).join();
    }

    @Test
    void refusesAConfigurationThatNobodyCanReach() {
        assertThatThrownBy(() -> new AxonServerConfig(directory, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), false, AxonServerConfig.DEFAULT_MAX_MESSAGE_BYTES,
                Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TCP address");
        assertThatThrownBy(() -> AxonServerConfig.inProcess(directory, " "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AxonServerConfig.tcp(directory, 70_000)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listensOnTheLoopbackInterfaceOnlyWithoutAToken() {
        AxonServerConfig local = AxonServerConfig.inProcess(directory, "local");
        for (String beyond : List.of("0.0.0.0", "::", "192.0.2.1", "2001:db8::1")) {
            assertThatThrownBy(() -> AxonServer.start(local.withTcp(beyond, 0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("without a token");
            assertThatThrownBy(() -> AxonServer.start(local.withHttp(beyond, 0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("without a token");
        }
        for (String loopback : List.of("127.0.0.1", "127.0.0.2", "::1", "localhost")) {
            AxonServer.start(local.withTcp(loopback, 0).withHttp(loopback, 0)).close();
        }
    }

    @Test
    void runsSeveralServersInOneJvm() throws InterruptedException {
        try (AxonServer one = AxonServer.start(AxonServerConfig.inProcess(directory.resolve("1"), "one"));
                AxonServer two = AxonServer.start(AxonServerConfig.tcp(directory.resolve("2"), 0));
                Clients ofOne = Clients.inProcess("one");
                Clients ofTwo = Clients.tcp(two.port())) {
            append(ofOne.connect("a").eventChannel(), "first");
            append(ofTwo.connect("b").eventChannel(), "second");

            assertThat(one.port()).isEqualTo(-1);
            try (EventStream stream = ofTwo.connect("c").eventChannel().openStream(-1, 10)) {
                assertThat(textOf(stream.next().getEvent().getPayload())).isEqualTo("second");
            }
        }
    }

    @Test
    void isReachedInProcessAndOverTcpAtOnce() throws InterruptedException {
        AxonServerConfig config = AxonServerConfig.tcp(directory, 0).withInProcessName("both");
        try (AxonServer server = AxonServer.start(config);
                Clients inProcess = Clients.inProcess("both");
                Clients tcp = Clients.tcp(server.port())) {
            append(tcp.connect("a").eventChannel(), "over tcp");

            try (EventStream stream = inProcess.connect("b").eventChannel().openStream(-1, 10)) {
                assertThat(textOf(stream.next().getEvent().getPayload())).isEqualTo("over tcp");
            }
            await()
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(server.clients())
                            .extracting(client -> client.identification().getComponentName())
                            .containsExactlyInAnyOrder("a", "b"));
        }
    }

    @Test
    void hasAClientConnectAnew() {
        try (AxonServer server = AxonServer.start(AxonServerConfig.inProcess(directory, "reconnecting"));
                Clients clients = Clients.inProcess("reconnecting")) {
            AxonServerConnection connection = clients.factory("shop", "shop-1").connect("default");
            await().atMost(LIMIT).until(() -> server.clients().size() == 1);
            Instant first = server.clients().getFirst().lastHeard();

            server.requestReconnect("shop-2");
            server.requestReconnect("shop-1");

            await().atMost(LIMIT).until(() -> server.clients().stream().anyMatch(c -> c.lastHeard().isAfter(first)));
            await().atMost(LIMIT).until(connection::isConnected);
        }
    }

    @Test
    void saysWhatIsTaken() {
        try (AxonServer first = AxonServer.start(AxonServerConfig.tcp(directory.resolve("1"), 0))) {
            assertThatThrownBy(() -> AxonServer.start(AxonServerConfig.tcp(directory.resolve("2"), first.port())))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(":" + first.port());
            assertThatThrownBy(() -> AxonServer.start(AxonServerConfig.tcp(directory.resolve("1"), 0)))
                    .isInstanceOf(StoreException.Failure.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void letsClientsComeBackAfterARestart() {
        AxonServer first = AxonServer.start(AxonServerConfig.tcp(directory, 0));
        int port = first.port();
        try (Clients clients = Clients.tcp(port)) {
            EventChannel events = clients.connect("client").eventChannel();
            append(events, "before");
            first.close();
            try (AxonServer second = AxonServer.start(AxonServerConfig.tcp(directory, port))) {
                await()
                        .atMost(LIMIT)
                        .ignoreExceptions()
                        .until(() -> events.getLastToken().get(1, TimeUnit.SECONDS) == 0);
                append(events, "after");
                assertThat(events.getLastToken().join()).isEqualTo(1);
                assertThat(second.port()).isEqualTo(port);
            }
        }
    }

    /** To a client a call that ends as CANCELLED is one that it has cancelled itself. */
    @Test
    void answersWhatIsUnderWayBeforeItCloses() {
        AxonServer server = AxonServer.start(AxonServerConfig.tcp(directory, 0));
        try (Clients clients = Clients.tcp(server.port())) {
            AxonServerConnection handlers = clients.connect("handler");
            CompletableFuture<CommandResponse> answer = new CompletableFuture<>();
            CompletableFuture<ReplyChannel<QueryResponse>> reply = new CompletableFuture<>();
            handlers.commandChannel().registerCommandHandler(command -> answer, 100, "work").awaitAck(10, SECONDS);
            handlers.queryChannel().registerQueryHandler((query, channel) -> reply.complete(channel),
                    new QueryDefinition("ask", "text")).awaitAck(10, SECONDS);
            AxonServerConnection sender = clients.connect("sender");
            EventStream events = sender.eventChannel().openStream(-1, 10);
            CompletableFuture<CommandResponse> command = sender.commandChannel().sendCommand(command("work", "x"));
            ResultStream<QueryResponse> query = sender.queryChannel().query(query("ask"));
            reply.join();

            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> server.close(LIMIT));
            await().atMost(LIMIT).until(() -> sender.commandChannel().sendCommand(command("nobody", "x")).join()
                    .getErrorMessage().getMessage().contains("shutting down"));
            append(handlers.eventChannel(), "of the handler");
            answer.complete(commandResponse("done"));
            reply.join().sendLast(queryResponse("42"));
            closed.join();

            assertThat(textOf(command.join().getPayload())).isEqualTo("done");
            assertThat(textOf(query.nextIfAvailable(10, SECONDS).getPayload())).isEqualTo("42");
            assertThat(events.nextIfAvailable(10, SECONDS).getEvent().getPayload().getData().toStringUtf8())
                    .isEqualTo("of the handler");
            await().atMost(LIMIT).until(events::isClosed);
            assertThat(Status.fromThrowable(events.getError().orElseThrow()).getCode())
                    .isEqualTo(Status.Code.UNAVAILABLE);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void saysOfWhatHasNoAnswerInTimeThatItCloses() throws Exception {
        AxonServer server = AxonServer.start(AxonServerConfig.tcp(directory, 0));
        try (Clients clients = Clients.tcp(server.port())) {
            AxonServerConnection handlers = clients.connect("handler");
            CompletableFuture<Command> received = new CompletableFuture<>();
            handlers.commandChannel().registerCommandHandler(command -> {
                received.complete(command);
                return new CompletableFuture<>();
            }, 100, "hang").awaitAck(10, SECONDS);
            AxonServerConnection sender = clients.connect("sender");
            CompletableFuture<CommandResponse> command = sender.commandChannel().sendCommand(command("hang", "x"));
            received.join();

            server.close(Duration.ofMillis(50));

            assertThat(command.get(10, SECONDS).getErrorCode()).isEqualTo("AXONIQ-4003");
            assertThat(command.join().getErrorMessage().getMessage()).contains("shutting down");
        }
    }

    @Test
    void confirmsOrRefusesEverythingWhenItCloses() {
        AtomicInteger confirmed = new AtomicInteger();
        try (Clients clients = Clients.inProcess("closing")) {
            AxonServer server = AxonServer.start(AxonServerConfig.inProcess(directory, "closing"));
            EventChannel events = clients.connect("client").eventChannel();
            CompletableFuture<?>[] appends = new CompletableFuture<?>[2_000];
            for (int i = 0; i < appends.length; i++) {
                appends[i] = events.appendEvents(event("e" + i)).handle((confirmation, error) -> error == null
                        && confirmation.getSuccess() ? confirmed.incrementAndGet() : 0);
                if (i == 1_000) {
                    Thread.ofPlatform().start(server::close);
                }
            }
            CompletableFuture.allOf(appends).join();
            server.close();
        }
        try (AxonServer again = AxonServer.start(AxonServerConfig.inProcess(directory, "closing"));
                Clients clients = Clients.inProcess("closing")) {
            assertThat(again.port()).isEqualTo(-1);
            assertThat(clients.connect("client").eventChannel().getLastToken().join() + 1)
                    .isGreaterThanOrEqualTo(confirmed.get());
        }
    }

    @Test
    void forgetsAllEventsOnResetWhileItsClientsGoOn() throws InterruptedException {
        try (AxonServer server = AxonServer.start(AxonServerConfig.inProcess(directory, "reset"));
                Clients clients = Clients.inProcess("reset")) {
            server.createContext("other");
            EventChannel events = clients.connect("a").eventChannel();
            EventChannel others = clients.connect("b", "other").eventChannel();
            try (EventStream stream = events.openStream(-1, 10)) {
                append(events, "before");
                append(others, "before");
                assertThat(textOf(stream.next().getEvent().getPayload())).isEqualTo("before");

                server.reset();

                assertThat(events.getLastToken().join()).isEqualTo(-1);
                assertThat(others.getLastToken().join()).isEqualTo(-1);
                append(events, "after");
                assertThat(textOf(stream.next().getEvent().getPayload())).isEqualTo("after");
            }
            try (EventStream stream = events.openStream(-1, 10)) {
                assertThat(textOf(stream.next().getEvent().getPayload())).isEqualTo("after");
            }
        }
    }

    @Test
    void keepsItsContextsOverARestart() {
        try (AxonServer server = AxonServer.start(AxonServerConfig.inProcess(directory, "contexts"))) {
            server.createContext("kept");
            server.createContext("dropped");
            server.deleteContext("dropped");
            assertThat(server.contexts()).containsExactly("default", "kept");
        }
        try (AxonServer server = AxonServer.start(AxonServerConfig.inProcess(directory, "contexts"))) {
            assertThat(server.contexts()).containsExactly("default", "kept");
        }
    }

    @Test
    void servesOthersWhileOneClientReadsNothing() throws InterruptedException {
        try (AxonServer server = AxonServer.start(AxonServerConfig.tcp(directory, 0));
                Clients clients = Clients.tcp(server.port())) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
            Mute mute = new Mute();
            EventStoreGrpc.newStub(channel)
                    .listEvents(mute)
                    .onNext(GetEventsRequest.newBuilder().setNumberOfPermits(Long.MAX_VALUE).build());
            EventChannel events = clients.connect("client").eventChannel();
            Event[] batch = Collections.nCopies(500, event("x".repeat(1_000))).toArray(Event[]::new);

            try (EventStream stream = events.openStream(-1, 1_000)) {
                for (int i = 0; i < 40; i++) {
                    events.appendEvents(batch).join();
                }
                for (long token = 0; token < 20_000; token++) {
                    assertThat(stream.nextIfAvailable(10, TimeUnit.SECONDS).getToken()).isEqualTo(token);
                }
            }
            assertThat(mute.received).hasValue(0);
            channel.shutdownNow();
        }
    }

    /** A client that asks for all events, and reads none of them. */
    private static final class Mute implements ClientResponseObserver<GetEventsRequest, EventWithToken> {
        private final AtomicInteger received = new AtomicInteger();

        @Override
        public void beforeStart(ClientCallStreamObserver<GetEventsRequest> stream) {
            stream.disableAutoRequestWithInitial(0);
        }

        @Override
        public void onNext(EventWithToken event) {
            received.incrementAndGet();
        }

        @Override
        public void onError(Throwable error) {
            // The test ends by closing the channel.
        }

        @Override
        public void onCompleted() {
            // Nothing is expected of the end.
        }
    }

    /** It was taken while clients read more, or by an earlier version. */
    @Test
    void tellsAReaderWhereTheEventIsThatItCannotRead() throws InterruptedException {
        Event large = event("large").toBuilder().setPayload(SerializedObject.newBuilder()
                .setData(ByteString.copyFrom(new byte[5 << 20]))).build();
        try (AxonServer server = AxonServer.start(AxonServerConfig.tcp(directory, 0).withMaxMessageBytes(16 << 20));
                Clients clients = Clients.tcp(server.port())) {
            append(clients.connect("writer").eventChannel(), "first");
            clients.connect("writer").eventChannel().appendEvents(large).join();
        }
        try (AxonServer server = AxonServer.start(AxonServerConfig.tcp(directory, 0));
                Clients clients = Clients.tcp(server.port());
                EventStream stream = clients.connect("reader").eventChannel().openStream(-1, 10)) {
            assertThat(stream.nextIfAvailable(10, TimeUnit.SECONDS).getToken()).isZero();
            await().atMost(Duration.ofSeconds(10)).until(() -> stream.getError().isPresent());
            assertThat(stream.getError().orElseThrow()).hasMessageContaining("AXONIQ-2001")
                    .hasMessageContaining("The event at token 1 ").hasMessageContaining("--max-message-bytes");
        }
    }
}
