package io.orderflow.axonserver.wire;

import static io.orderflow.axonserver.conformance.Messages.command;
import static io.orderflow.axonserver.conformance.Messages.commandResponse;
import static io.orderflow.axonserver.conformance.Messages.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.axoniq.axonserver.grpc.command.CommandServiceGrpc;
import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.axoniq.axonserver.grpc.control.PlatformInboundInstruction;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.QueryServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.conformance.MutableClock;
import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.control.EventProcessors;
import io.orderflow.axonserver.routing.ConnectedClients;
import io.orderflow.axonserver.store.rocksdb.RocksStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HeartbeatTest {

    private static final String SERVER_NAME = "heartbeats";
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    @TempDir
    private Path directory;
    private final MutableClock clock = new MutableClock();
    private final ConnectedClients clients = new ConnectedClients(clock);
    private Contexts contexts;
    private Services services;
    private Transport transport;
    private SilentClient client;

    @BeforeEach
    void start() throws IOException {
        contexts = Contexts.open(new RocksStores(directory, clock), clock);
        services = new Services(contexts, new EventProcessors(clients),
                new Services.Settings(NodeInfo.getDefaultInstance(), Optional.empty(), 4 << 20, clock));
        transport = Transport.inProcess(SERVER_NAME, services);
        transport.start();
        client = new SilentClient(SERVER_NAME, "client");
        client.connect();
    }

    @AfterEach
    void stop() {
        client.close();
        transport.close();
        services.close();
        contexts.close();
    }

    private void beatAfter(Duration duration) {
        clock.advance(duration);
        services.beat();
    }

    private List<String> registered() {
        return clients.clients().stream().map(known -> known.identification().getClientId()).toList();
    }

    /** The error codes of the answers to a command and to a query; none from a handler that has yet to answer. */
    private List<String> refusalsOfMessages() {
        List<String> codes = new ArrayList<>();
        Command command = command(SilentClient.MESSAGE_NAME, "key");
        CommandServiceGrpc.newStub(client.channel()).dispatch(command, new Received<CommandResponse>() {
            @Override
            public void onNext(CommandResponse response) {
                codes.add(response.getErrorCode());
            }
        });
        QueryServiceGrpc.newStub(client.channel()).query(query(SilentClient.MESSAGE_NAME),
                new Received<QueryResponse>() {
                    @Override
                    public void onNext(QueryResponse response) {
                        codes.add(response.getErrorCode());
                    }
                });
        return codes;
    }

    @Test
    void disconnectsAClientThatNoLongerAnswers() {
        services.beat();
        client.answering(false);
        services.beat();
        beatAfter(ConnectedClients.SILENCE_TIMEOUT.minus(A_MOMENT));
        assertThat(registered()).containsExactly("client");
        assertThat(refusalsOfMessages()).isEmpty();
        assertThat(client.commands()).isEqualTo(1);
        assertThat(client.ends()).isEmpty();

        beatAfter(A_MOMENT);

        assertThat(registered()).isEmpty();
        assertThat(refusalsOfMessages()).containsExactly("AXONIQ-4000", "AXONIQ-5000");
        assertThat(client.ends()).containsExactly(Status.Code.UNAVAILABLE, Status.Code.UNAVAILABLE,
                Status.Code.UNAVAILABLE);
    }

    @Test
    void takesADisconnectedClientBack() {
        services.beat();
        client.answering(false);
        services.beat();
        beatAfter(ConnectedClients.SILENCE_TIMEOUT);
        assertThat(registered()).isEmpty();

        client.answering(true).connect();
        beatAfter(ConnectedClients.SILENCE_TIMEOUT);

        assertThat(registered()).containsExactly("client");
        assertThat(refusalsOfMessages()).isEmpty();
    }

    @Test
    void leavesAnotherClientOfTheSameNameAlone() {
        try (SilentClient namesake = new SilentClient(SERVER_NAME, "client")) {
            namesake.connect();
            services.beat();
            client.answering(false);
            services.beat();

            beatAfter(ConnectedClients.SILENCE_TIMEOUT);

            assertThat(client.ends()).hasSize(3);
            assertThat(namesake.ends()).isEmpty();
            assertThat(refusalsOfMessages()).isEmpty();
            assertThat(namesake.commands()).isEqualTo(1);
        }
    }

    @Test
    void keepsAClientThatHasNeverAnsweredAHeartbeat() {
        client.answering(false);
        services.beat();

        beatAfter(ConnectedClients.SILENCE_TIMEOUT.multipliedBy(10));

        assertThat(client.heartbeats()).isEqualTo(2);
        assertThat(registered()).containsExactly("client");
    }

    @Test
    void keepsAClientThatAnswersAfterTheServerSlept() {
        services.beat();

        beatAfter(ConnectedClients.SILENCE_TIMEOUT.multipliedBy(10));
        beatAfter(A_MOMENT);

        assertThat(registered()).containsExactly("client");
        assertThat(client.ends()).isEmpty();
    }

    @Test
    void letsTheConnectorSubscribeAnew() throws Exception {
        Muting muting = new Muting();
        AxonServerConnectionFactory connector = AxonServerConnectionFactory.forClient("connector")
                .reconnectInterval(50, TimeUnit.MILLISECONDS)
                .customize(ignored -> InProcessChannelBuilder.forName(SERVER_NAME).intercept(muting))
                .build();
        try {
            AxonServerConnection connection = connector.connect("default");
            await().until(connection::isConnected);
            connection.commandChannel()
                    .registerCommandHandler(command -> CompletableFuture.completedFuture(commandResponse("done")), 100,
                            "other work")
                    .awaitAck(10, TimeUnit.SECONDS);
            await().until(() -> registered().size() == 2);
            services.beat();
            await().until(() -> muting.sentHeartbeats.get() > 0);
            muting.muted = true;
            services.beat();

            beatAfter(ConnectedClients.SILENCE_TIMEOUT);

            assertThat(registered()).containsExactly("client");
            await()
                    .untilAsserted(
                            () -> assertThat(connection.commandChannel().sendCommand(command("other work", "key"))
                                    .get(10, TimeUnit.SECONDS).getErrorCode()).isEmpty());
        } finally {
            connector.shutdown();
        }
    }

    /** Keeps back what a client sends to the platform service. */
    private static final class Muting implements ClientInterceptor {
        private final AtomicInteger sentHeartbeats = new AtomicInteger();
        private volatile boolean muted;

        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            return new ForwardingClientCall.SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void sendMessage(Q message) {
                    if (!(message instanceof PlatformInboundInstruction instruction)) {
                        super.sendMessage(message);
                    } else if (!muted) {
                        super.sendMessage(message);
                        sentHeartbeats.addAndGet(instruction.hasHeartbeat() ? 1 : 0);
                    }
                }
            };
        }
    }

    /** What a sender of messages gets. */
    private abstract static class Received<T> implements StreamObserver<T> {
        @Override
        public void onError(Throwable error) {
            // The test ends by closing the channel.
        }

        @Override
        public void onCompleted() {
            // The answer says it all.
        }
    }
}
