package io.orderflow.axonserver.standalone.transfer;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.RescheduleEventRequest;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine;

/** Servers in this JVM, the clients of them that a move uses, and a log to move. */
final class TransferFixture implements AutoCloseable {

    static final int EVENTS = 2_000;
    static final int AGGREGATES = 20;
    static final long FAR = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    private final List<AxonServer> servers = new ArrayList<>();
    private final List<ContextClient> clients = new ArrayList<>();

    /** A running server, and a client of it. */
    record Running(AxonServer server, ContextClient client) {
        String address() {
            return "127.0.0.1:" + server.port();
        }
    }

    Running start() {
        AxonServer server = AxonServer.startTemporary(data -> AxonServerConfig.tcp(data, 0));
        servers.add(server);
        return new Running(server, client(server.port()));
    }

    Running start(Path data, int port) {
        AxonServer server = AxonServer.start(AxonServerConfig.tcp(data, port));
        servers.add(server);
        return new Running(server, client(server.port()));
    }

    private ContextClient client(int port) {
        ContextClient client = new ContextAddress("127.0.0.1:" + port, "default", Optional.empty(), false).open();
        clients.add(client);
        return client;
    }

    /** Appends {@link #EVENTS} events, and adds snapshots and scheduled events. */
    static void fill(ContextClient source) {
        List<Event> events = IntStream.range(0, EVENTS).mapToObj(TransferFixture::nth).toList();
        for (int i = 0; i < EVENTS; i += 100) {
            append(source, events.subList(i, i + 100));
        }
        for (long sequence : new long[]{10, 20, 30}) {
            source.addSnapshot(domainEvent("a3", sequence).toBuilder().setSnapshot(true).build());
            source.addSnapshot(domainEvent("a7", sequence).toBuilder().setSnapshot(true).build());
        }
        schedule(source, FAR, "far");
        schedule(source, FAR + 1, "farther");
    }

    static void append(ContextClient client, List<Event> transaction) {
        ContextClient.answer(client.append(transaction));
    }

    static void schedule(ContextClient client, long epochMillis, String text) {
        client.schedule(RescheduleEventRequest.newBuilder().setInstant(epochMillis).setEvent(event(text)).build());
    }

    /** Every second one is of an aggregate; the others have all kinds of metadata. */
    static Event nth(int n) {
        return n % 2 == 0
                ? domainEvent("a" + n / 2 % AGGREGATES, n / 2 / AGGREGATES)
                : event("\u00fc \ud83d\ude80 \n " + n).toBuilder()
                        .putMetaData("text", MetaDataValue.newBuilder().setTextValue("\"").build())
                        .putMetaData("number", MetaDataValue.newBuilder().setNumberValue(Long.MIN_VALUE).build())
                        .putMetaData("double", MetaDataValue.newBuilder().setDoubleValue(0.1 + n).build())
                        .putMetaData("infinite", MetaDataValue.newBuilder().setDoubleValue(1 / 0.0).build())
                        .putMetaData("boolean", MetaDataValue.newBuilder().setBooleanValue(true).build())
                        .putMetaData("object", MetaDataValue.newBuilder().setBytesValue(payload("x")).build())
                        .putMetaData("nothing", MetaDataValue.getDefaultInstance())
                        .build();
    }

    static List<Event> events(ContextClient client) {
        int count = (int) (client.lastToken() - client.firstToken() + 1);
        try (EventReader reader = client.after(client.firstToken() - 1)) {
            return IntStream.range(0, count).mapToObj(i -> reader.next().getEvent()).toList();
        }
    }

    private static List<Event> snapshots(ContextClient client) {
        AggregateHashes aggregates = new AggregateHashes();
        events(client).forEach(aggregates::add);
        List<Event> snapshots = new ArrayList<>();
        client.snapshots(aggregates, silent(), snapshot -> {
            synchronized (snapshots) {
                snapshots.add(snapshot);
            }
        });
        return snapshots;
    }

    static List<RescheduleEventRequest> scheduled(ContextClient client) {
        return client.scheduledEvents().orElseThrow();
    }

    /** The events at their tokens, the snapshots, and the scheduled events with their tokens. */
    static void assertSame(ContextClient target, ContextClient source) {
        assertThat(target.firstToken()).isEqualTo(source.firstToken());
        assertThat(events(target)).isEqualTo(events(source));
        assertThat(snapshots(target)).hasSize(6).containsExactlyInAnyOrderElementsOf(snapshots(source));
        assertThat(scheduled(target)).hasSize(2).isEqualTo(scheduled(source));
    }

    static PrintWriter silent() {
        return new PrintWriter(new StringWriter());
    }

    /** Runs a command that has to succeed, and answers what it prints. */
    static String run(Object command, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(command).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(args);
        assertThat(code).as(out + "\n" + err).isZero();
        return out.toString();
    }

    /** Runs a command that has to fail, and answers the first line of what it says. */
    static String fail(Object command, String... args) {
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(command).setOut(silent()).setErr(new PrintWriter(err, true));
        line.setExecutionExceptionHandler((failure, failed, parsed) -> {
            failed.getErr().println(failure.getMessage());
            return 1;
        });
        assertThat(line.execute(args)).isEqualTo(1);
        return err.toString();
    }

    @Override
    public void close() {
        clients.forEach(ContextClient::close);
        servers.forEach(AxonServer::close);
    }
}
