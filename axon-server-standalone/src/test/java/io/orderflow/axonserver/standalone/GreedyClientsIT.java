package io.orderflow.axonserver.standalone;

import static io.orderflow.axonserver.conformance.Messages.command;
import static io.orderflow.axonserver.conformance.Messages.commandResponse;
import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.query;
import static io.orderflow.axonserver.conformance.Messages.queryResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.ReplyChannel;
import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.query.QueryDefinition;
import io.axoniq.axonserver.grpc.FlowControl;
import io.axoniq.axonserver.grpc.command.CommandProviderInbound;
import io.axoniq.axonserver.grpc.command.CommandProviderOutbound;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.axoniq.axonserver.grpc.command.CommandServiceGrpc;
import io.axoniq.axonserver.grpc.command.CommandSubscription;
import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.QueryServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.conformance.Clients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that read nothing, and clients that send without end: what they cost, and what the others notice. */
@Timeout(90)
class GreedyClientsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long MAX_RESIDENT_BYTES = 512L << 20;
    private static final String LARGE = "x".repeat(64 << 10);

    /** Together 320 MB, which is more than the heap of the server. */
    private static final int LARGE_MESSAGES = 5_000;

    /** More than wait for one handler. */
    private static final int FLOOD_MESSAGES = 12_000;

    @TempDir
    private static Path directory;
    private static ServerProcess server;
    private Clients clients;
    private ManagedChannel channel;

    @BeforeAll
    static void start() throws IOException {
        server = ServerProcess.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        clients = Clients.tcp(server.port());
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        close(channel);
        clients.close();
    }

    /** Waits until the calls have given back what they have not read. */
    private static void close(ManagedChannel channel) throws InterruptedException {
        assertThat(channel.shutdownNow().awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** Handles commands of a name by a function. */
    private AxonServerConnection handler(String name, CompletableFuture<CommandResponse> answer) throws Exception {
        AxonServerConnection connection = clients.connect("handler of " + name);
        connection.commandChannel().registerCommandHandler(command -> answer, 100, name).awaitAck(10,
                TimeUnit.SECONDS);
        return connection;
    }

    private void holdsLittle() throws IOException {
        assertThat(server.residentBytes()).isLessThan(MAX_RESIDENT_BYTES);
    }

    private void othersAreServed() throws Exception {
        handler("calm work", CompletableFuture.completedFuture(commandResponse("done")));
        assertThat(clients.connect("calm").commandChannel().sendCommand(command("calm work", "k")).get(20,
                TimeUnit.SECONDS).getErrorCode()).isEmpty();
    }

    @Test
    void holdsLittleForAHandlerThatReadsNothing() throws Exception {
        StreamObserver<CommandProviderOutbound> toServer = CommandServiceGrpc.newStub(channel)
                .openStream(new Deaf<CommandProviderOutbound, CommandProviderInbound>());
        toServer.onNext(CommandProviderOutbound.newBuilder()
                .setSubscribe(CommandSubscription.newBuilder().setCommand("work").setClientId("deaf")).build());
        toServer.onNext(CommandProviderOutbound.newBuilder()
                .setFlowControl(FlowControl.newBuilder().setPermits(Long.MAX_VALUE)).build());
        AxonServerConnection sender = clients.connect("sender");
        await().atMost(LIMIT).until(() -> sender.commandChannel()
                .sendCommand(command("work", "k")).completeOnTimeout(commandResponse("taken"), 200,
                        TimeUnit.MILLISECONDS)
                .get().getErrorCode().isEmpty());
        List<CompletableFuture<CommandResponse>> outcomes = new ArrayList<>();
        for (int i = 0; i < LARGE_MESSAGES; i++) {
            outcomes.add(sender.commandChannel().sendCommand(command("work", LARGE)));
        }

        await().atMost(LIMIT).until(
                () -> outcomes.stream().filter(CompletableFuture::isDone).count() > LARGE_MESSAGES / 2);
        assertThat(outcomes.stream().filter(CompletableFuture::isDone).map(GreedyClientsIT::errorOf).distinct())
                .containsExactly("AXONIQ-4003");
        assertThat(sender.isConnected()).isTrue();
        holdsLittle();
        othersAreServed();
    }

    @Test
    void holdsLittleForASenderOfCommandsThatReadsNothing() throws Exception {
        handler("work", CompletableFuture.completedFuture(commandResponse(LARGE)));
        for (int i = 0; i < LARGE_MESSAGES; i++) {
            CommandServiceGrpc.newStub(channel).dispatch(command("work", "k" + i), new Deaf<>());
        }

        othersAreServed();
        holdsLittle();
    }

    @Test
    void holdsLittleForASenderOfQueriesThatReadsNothing() throws Exception {
        AxonServerConnection handler = clients.connect("handler");
        AtomicInteger asked = new AtomicInteger();
        handler.queryChannel().registerQueryHandler((query, reply) -> CompletableFuture.runAsync(() -> {
            asked.incrementAndGet();
            for (int i = 0; i < 100; i++) {
                reply.send(queryResponse(LARGE));
            }
            reply.complete();
        }), new QueryDefinition("list", "text")).awaitAck(10, TimeUnit.SECONDS);
        for (int i = 0; i < LARGE_MESSAGES / 100; i++) {
            QueryServiceGrpc.newStub(channel).query(query("list"), new Deaf<QueryRequest, QueryResponse>());
        }

        await().atMost(LIMIT).until(() -> asked.get() == LARGE_MESSAGES / 100);
        holdsLittle();
        try (ResultStream<QueryResponse> results = clients.connect("calm").queryChannel().query(query("list"))) {
            assertThat(results.nextIfAvailable(20, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void refusesWhatAFloodOfCommandsHasTooMuchOf() throws Exception {
        CompletableFuture<CommandResponse> never = new CompletableFuture<>();
        clients.factory("slow", settings -> settings.commandPermits(100)).connect("default").commandChannel()
                .registerCommandHandler(command -> never, 100, "slow work").awaitAck(10, TimeUnit.SECONDS);
        AxonServerConnection flooding = clients.connect("flooding");
        List<CompletableFuture<CommandResponse>> sent = new ArrayList<>();
        for (int i = 0; i < FLOOD_MESSAGES; i++) {
            sent.add(flooding.commandChannel().sendCommand(command("slow work", "k" + i)));
        }

        await().atMost(LIMIT).until(() -> sent.stream().filter(CompletableFuture::isDone).count() >= 1_000);
        assertThat(sent.stream().filter(CompletableFuture::isDone).map(GreedyClientsIT::errorOf).distinct())
                .containsExactly("AXONIQ-4003");
        holdsLittle();
        othersAreServed();
        never.complete(commandResponse("after all"));
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    }

    @Test
    void servesOthersWhileOneFloodsItWithEvents() throws Exception {
        AxonServerConnection flooding = clients.connect("flooding");
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            sent.add(flooding.eventChannel().appendEvents(event("flood" + i)));
        }

        assertThat(clients.connect("calm").eventChannel().appendEvents(domainEvent("calm", 0)).get(20,
                TimeUnit.SECONDS).getSuccess()).isTrue();
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    }

    @Test
    void storesWhatItConfirmsOfAFloodOfLargeEvents() throws Exception {
        AxonServerConnection flooding = clients.connect("flooding");
        long before = flooding.eventChannel().getLastToken().get(10, TimeUnit.SECONDS);
        List<CompletableFuture<Boolean>> sent = new ArrayList<>();
        for (int i = 0; i < LARGE_MESSAGES; i++) {
            sent.add(flooding.eventChannel().appendEvents(event(LARGE)).handle((stored, error) -> error == null));
        }

        othersAreServed();
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        holdsLittle();
        long confirmed = sent.stream().filter(CompletableFuture::join).count();
        assertThat(confirmed).isPositive();
        assertThat(flooding.isConnected()).isTrue();
        assertThat(flooding.eventChannel().getLastToken().get(10, TimeUnit.SECONDS)).isEqualTo(before + confirmed);
    }

    /** What comes in part of all of them is more than there is memory for, outside the heap. */
    @Test
    void servesOthersWhileManyConnectionsFloodItWithLargeEvents() throws Exception {
        EventChannel calm = clients.connect("calm").eventChannel();
        long before = calm.getLastToken().get(10, TimeUnit.SECONDS);
        List<ManagedChannel> flooding = new ArrayList<>();
        Queue<Status.Code> refusals = new ConcurrentLinkedQueue<>();
        AtomicInteger confirmed = new AtomicInteger();
        for (int connection = 0; connection < 6; connection++) {
            flooding.add(NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build());
        }
        Event large = event(LARGE);
        for (int i = 0; i < LARGE_MESSAGES; i++) {
            StreamObserver<Event> transaction = EventStoreGrpc.newStub(flooding.get(i % flooding.size()))
                    .appendEvent(new Counted(confirmed, refusals));
            transaction.onNext(large);
            transaction.onCompleted();
        }

        int ofTheCalm = 0;
        while (confirmed.get() + refusals.size() < LARGE_MESSAGES) {
            assertThat(calm.appendEvents(event("calm")).get(30, TimeUnit.SECONDS).getSuccess()).isTrue();
            ofTheCalm++;
        }
        holdsLittle();
        for (ManagedChannel connection : flooding) {
            close(connection);
        }
        assertThat(refusals.stream().distinct()).allMatch(Status.Code.RESOURCE_EXHAUSTED::equals);
        assertThat(confirmed).hasPositiveValue();
        assertThat(calm.getLastToken().get(10, TimeUnit.SECONDS)).isEqualTo(before + confirmed.get() + ofTheCalm);
    }

    @Test
    void refusesTransactionsThatGrowWithoutEnd() throws Exception {
        AxonServerConnection flooding = clients.connect("flooding");
        AtomicInteger refused = new AtomicInteger();
        List<StreamObserver<Event>> open = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            open.add(
                    EventStoreGrpc.newStub(channel).appendEvent(new Told<>(confirmed -> {}, refused::incrementAndGet)));
        }
        String mebibyte = LARGE.repeat(16);
        for (int round = 0; round < 5; round++) {
            open.forEach(transaction -> transaction.onNext(event(mebibyte)));
        }

        await().atMost(LIMIT).until(() -> refused.get() > 0);
        assertThat(flooding.eventChannel().appendEvents(event("calm")).get(20, TimeUnit.SECONDS).getSuccess())
                .isTrue();
        await().atMost(LIMIT).until(() -> refused.get() >= 20);
        holdsLittle();
    }

    @Test
    void refusesWhatAFloodOfQueriesHasTooMuchOf() throws Exception {
        Queue<ReplyChannel<QueryResponse>> waiting = new ConcurrentLinkedQueue<>();
        clients.factory("slow", settings -> settings.queryPermits(100)).connect("default").queryChannel()
                .registerQueryHandler((query, reply) -> waiting.add(reply),
                        new QueryDefinition("slow question", "text"))
                .awaitAck(10, TimeUnit.SECONDS);
        Queue<String> refusals = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < FLOOD_MESSAGES; i++) {
            QueryServiceGrpc.newStub(channel).query(query("slow question"),
                    new Told<>(refusal -> refusals.add(refusal.getErrorCode()), () -> {}));
        }

        await().atMost(LIMIT).until(() -> refusals.size() >= 1_000);
        assertThat(refusals.stream().distinct()).containsExactly("AXONIQ-5002");
        holdsLittle();
        othersAreServed();
        assertThat(waiting).isNotEmpty();
        waiting.forEach(ReplyChannel::complete);
    }

    /** Thousands of calls wait here for their own ends, which take further calls on the same connection. */
    @Test
    void servesAnApplicationWhoseManyCommandsAllWaitForItself() throws Exception {
        AxonServerConnection application = clients.connect("application");
        application.commandChannel().registerCommandHandler(
                command -> application.eventChannel().appendEvents(event("done")).thenApply(
                        stored -> commandResponse("done")),
                100, "own work").awaitAck(10, TimeUnit.SECONDS);
        List<CompletableFuture<CommandResponse>> sent = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            sent.add(application.commandChannel().sendCommand(command("own work", "k" + i)));
        }

        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(sent.stream().map(GreedyClientsIT::errorOf).distinct()).containsExactly("");
    }

    /** The connector tells of calls that are refused while they arrive by an exception, of others by an answer. */
    private static String errorOf(CompletableFuture<CommandResponse> outcome) {
        return outcome.handle((response, error) -> {
            if (error == null) {
                return response.getErrorCode();
            }
            return error instanceof AxonServerException told ? told.getErrorCategory().errorCode() : error.toString();
        }).join();
    }

    /** Passes on what it is told. */
    private record Told<R>(Consumer<R> answered, Runnable failed) implements StreamObserver<R> {
        @Override
        public void onNext(R message) {
            answered.accept(message);
        }

        @Override
        public void onError(Throwable error) {
            failed.run();
        }

        @Override
        public void onCompleted() {
            // Everything has been told.
        }
    }

    /** Counts transactions that are confirmed, and says why others are not. */
    private record Counted(AtomicInteger confirmed, Queue<Status.Code> refusals)
            implements
            StreamObserver<Confirmation> {
        @Override
        public void onNext(Confirmation confirmation) {
            confirmed.incrementAndGet();
        }

        @Override
        public void onError(Throwable error) {
            refusals.add(Status.fromThrowable(error).getCode());
        }

        @Override
        public void onCompleted() {
            // It is counted already.
        }
    }

    /** Asks for nothing of what is sent to it. */
    private static final class Deaf<Q, R> implements ClientResponseObserver<Q, R> {
        @Override
        public void beforeStart(ClientCallStreamObserver<Q> stream) {
            stream.disableAutoRequestWithInitial(0);
        }

        @Override
        public void onNext(R message) {
            throw new IllegalStateException("Nothing was asked for");
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
}
