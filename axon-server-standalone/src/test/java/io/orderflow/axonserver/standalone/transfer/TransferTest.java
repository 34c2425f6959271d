package io.orderflow.axonserver.standalone.transfer;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Events and snapshots on their way from one server to another, through a file. */
@Timeout(60)
class TransferTest {

    private static final int EVENTS = 2_000;
    private static final int AGGREGATES = 20;

    @TempDir
    private Path folder;
    private Path file;
    private final List<AxonServer> servers = new ArrayList<>();
    private final List<RemoteServer> clients = new ArrayList<>();
    private RemoteServer source;
    private RemoteServer target;

    @BeforeEach
    void fillTheSource() {
        file = folder.resolve("events.jsonl.gz");
        source = server();
        target = server();
        List<Event> events = IntStream.range(0, EVENTS).mapToObj(TransferTest::nth).toList();
        for (int i = 0; i < EVENTS; i += 100) {
            RemoteServer.answer(source.append(events.subList(i, i + 100)));
        }
        for (long sequence : new long[]{10, 20, 30}) {
            source.addSnapshot(domainEvent("a3", sequence).toBuilder().setSnapshot(true).build());
            source.addSnapshot(domainEvent("a7", sequence).toBuilder().setSnapshot(true).build());
        }
    }

    private RemoteServer server() {
        AxonServer server = AxonServer.startTemporary(data -> AxonServerConfig.tcp(data, 0));
        servers.add(server);
        RemoteServer client = new RemoteServer("127.0.0.1", server.port(), "default", Optional.empty(), false);
        clients.add(client);
        return client;
    }

    /** Every second one is of an aggregate; the others have all kinds of metadata. */
    private static Event nth(int n) {
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

    @AfterEach
    void stop() {
        clients.forEach(RemoteServer::close);
        servers.forEach(AxonServer::close);
    }

    private static List<Event> eventsOf(RemoteServer server, int count) {
        try (EventStream stream = server.after(server.firstToken() - 1)) {
            return IntStream.range(0, count).mapToObj(i -> RemoteServer.next(stream).getEvent()).toList();
        }
    }

    private String exported() throws IOException {
        return new Exporter(source, "default", file, new PrintWriter(new StringWriter())).run();
    }

    private String imported() throws IOException {
        return new Importer(target, file, new PrintWriter(new StringWriter())).run();
    }

    private void assertEqual() {
        assertThat(target.lastToken() - target.firstToken() + 1).isEqualTo(EVENTS);
        assertThat(eventsOf(target, EVENTS)).isEqualTo(eventsOf(source, EVENTS));
        assertThat(target.snapshots("a3", 0, 100)).hasSize(3).isEqualTo(source.snapshots("a3", 0, 100));
        assertThat(target.snapshots("a7", 0, 100)).hasSize(3).isEqualTo(source.snapshots("a7", 0, 100));
    }

    private static String run(Object command, String... args) {
        StringWriter out = new StringWriter();
        assertThat(new CommandLine(command).setOut(new PrintWriter(out, true)).execute(args)).isZero();
        return out.toString();
    }

    @Test
    void movesEventsAndSnapshotsByCommands() {
        String exported = run(new ExportCommand(), "--server", "127.0.0.1:" + servers.get(0).port(), file.toString());
        String imported = run(new ImportCommand(), "--server", "127.0.0.1:" + servers.get(1).port(), file.toString());

        assertThat(exported).contains("2,000 events of 20 aggregates, up to token 1999, and 6 snapshots");
        assertThat(imported).contains("2,000 events (0 were there already) and 6 snapshots", "The tokens are the same");
        assertEqual();
        assertThat(file.resolveSibling(file.getFileName() + ".progress")).doesNotExist();
    }

    /** The last chunk of a process that was killed is torn. */
    @Test
    void goesOnWithAnExportThatWasCutOff() throws IOException {
        try (ExportFile begun = ExportFile.open(file, line -> {}); EventStream stream = source.after(-1)) {
            begun.add(ExportFile.header("default", 0));
            for (int i = 0; i < 700; i++) {
                var line = EventJson.of(RemoteServer.next(stream).getEvent());
                line.addProperty("token", i);
                begun.add(line);
            }
        }
        Files.write(file, new byte[]{31, -117, 8, 0, 0}, StandardOpenOption.APPEND);
        assertThatThrownBy(this::imported).isInstanceOf(Exception.class);

        assertThat(exported()).contains("2,000 events of 20 aggregates");
        imported();

        assertEqual();
    }

    @Test
    void beginsAnewWhereNothingOfAnExportWasWhole() throws IOException {
        Files.writeString(file.resolveSibling(file.getFileName() + ".progress"), "0");
        Files.write(file, new byte[]{31, -117, 8, 0, 0});

        assertThat(exported()).contains("2,000 events of 20 aggregates");
        imported();

        assertEqual();
    }

    @Test
    void goesOnWithAnExportThatWasCutOffAmongTheSnapshots() throws IOException {
        exported();
        Path whole = folder.resolve("whole");
        Files.move(file, whole);
        try (ExportFile begun = ExportFile.open(file, line -> {})) {
            begun.add(ExportFile.header("default", 0));
            int[] snapshots = new int[1];
            ExportFile.read(whole, line -> {
                if (!line.has("snapshot") || snapshots[0]++ < 2) {
                    try {
                        begun.add(line);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
            });
        }

        exported();

        List<String> one = new ArrayList<>();
        List<String> other = new ArrayList<>();
        ExportFile.read(whole, line -> one.add(line.toString()));
        ExportFile.read(file, line -> other.add(line.toString()));
        assertThat(other).isEqualTo(one);
    }

    @Test
    void goesOnWithAnImportThatWasCutOff() throws IOException {
        exported();
        RemoteServer.answer(target.append(eventsOf(source, 777)));

        assertThat(imported()).contains("1,223 events (777 were there already)");
        assertThat(imported()).contains("0 events (2,000 were there already)");

        assertEqual();
    }

    @Test
    void saysHowTokensAreMappedWhereTheyCannotBeKept() throws IOException {
        exported();
        RemoteServer.answer(target.append(List.of(event("gone"), event("too"))));
        servers.get(1).reset();

        assertThat(imported()).contains("Token t of the source is token t + 2 here");

        assertEqual();
    }

    @Test
    void importsIntoNoContextThatHasOtherEvents() throws IOException {
        exported();
        RemoteServer.answer(target.append(List.of(event("of somebody else"))));

        assertThatThrownBy(this::imported).hasMessageContaining("another event at token 0");
        assertThat(target.lastToken()).isZero();
    }

    @Test
    void refusesAFileThatIsNotWhatWasWritten() throws IOException {
        exported();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(this::imported).isInstanceOf(Exception.class);
        assertThat(target.lastToken()).isEqualTo(-1);
        assertThatThrownBy(this::exported).hasMessageContaining("is there already");
    }

    @Test
    void goesOnWithNoExportOfAnotherLog() throws IOException {
        try (ExportFile begun = ExportFile.open(file, line -> {})) {
            begun.add(ExportFile.header("default", 0));
            var line = EventJson.of(event("of another log"));
            line.addProperty("token", 0);
            begun.add(line);
        }

        assertThatThrownBy(this::exported).hasMessageContaining("another event at token 0");
    }
}
