package io.orderflow.axonserver.standalone.transfer;

import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.standalone.transfer.TransferFixture.append;
import static io.orderflow.axonserver.standalone.transfer.TransferFixture.assertSame;
import static io.orderflow.axonserver.standalone.transfer.TransferFixture.events;
import static io.orderflow.axonserver.standalone.transfer.TransferFixture.run;
import static io.orderflow.axonserver.standalone.transfer.TransferFixture.scheduled;
import static io.orderflow.axonserver.standalone.transfer.TransferFixture.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A context on its way from one server to another, through a file. */
@Timeout(60)
class TransferTest {

    @TempDir
    private Path folder;
    private Path file;
    private final TransferFixture fixture = new TransferFixture();
    private TransferFixture.Running sourceServer;
    private TransferFixture.Running targetServer;
    private ContextClient source;
    private ContextClient target;

    @BeforeEach
    void fillTheSource() {
        file = folder.resolve("events.jsonl.gz");
        sourceServer = fixture.start();
        targetServer = fixture.start();
        source = sourceServer.client();
        target = targetServer.client();
        TransferFixture.fill(source);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private String exported() throws IOException {
        return new Exporter(source, "default", file, silent()).run();
    }

    private String imported(boolean amongOthers) throws IOException {
        try (FileSource exported = new FileSource(file)) {
            return new Move(exported, target, new CopyProgress(), new MappingFile(mapping()), silent())
                    .run(amongOthers, null);
        }
    }

    private Path mapping() {
        return folder.resolve("tokens");
    }

    @Test
    void movesAllByCommands() {
        String exported = run(new ExportCommand(), "--server", sourceServer.address(), file.toString());
        String imported = run(new ImportCommand(), "--server", targetServer.address(), file.toString());

        assertThat(exported).contains(
                "2,000 events of 20 aggregates, up to token 1999, 6 snapshots and 2 scheduled events");
        assertThat(imported).contains(
                "Imported 2,000 events (0 were there already), 6 snapshots and 2 scheduled events",
                "20 aggregates by their hashes", "The tokens are the same");
        assertSame(target, source);
        assertThat(file.resolveSibling(file.getFileName() + ".progress")).doesNotExist();
        assertThat(file.resolveSibling(file.getFileName() + ".tokens")).doesNotExist();
    }

    /** The last chunk of a process that was killed is torn. */
    @Test
    void goesOnWithAnExportThatWasCutOff() throws IOException {
        try (ExportFile begun = ExportFile.open(file, line -> {}); EventReader reader = source.after(-1)) {
            begun.add(ExportFile.header("default", 0));
            for (int i = 0; i < 700; i++) {
                begun.add(EventJson.of(reader.next()));
            }
        }
        Files.write(file, new byte[]{31, -117, 8, 0, 0}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> imported(false)).isInstanceOf(Exception.class);

        assertThat(exported()).contains("2,000 events of 20 aggregates");
        imported(false);

        assertSame(target, source);
    }

    @Test
    void beginsAnewWhereNothingOfAnExportWasWhole() throws IOException {
        Files.writeString(file.resolveSibling(file.getFileName() + ".progress"), "0");
        Files.write(file, new byte[]{31, -117, 8, 0, 0});

        assertThat(exported()).contains("2,000 events of 20 aggregates");
        imported(false);

        assertSame(target, source);
    }

    /** Events that came after it was cut off stand behind the snapshots. */
    @Test
    void goesOnWithAnExportThatWasCutOffAmongTheSnapshots() throws IOException {
        exported();
        Path whole = folder.resolve("whole");
        Files.move(file, whole);
        try (ExportFile begun = ExportFile.open(file, line -> {})) {
            begun.add(ExportFile.header("default", 0));
            int[] snapshots = new int[1];
            ExportReader.readWhole(whole, line -> {
                if (EventJson.isEvent(line) || EventJson.isSnapshot(line) && snapshots[0]++ < 2) {
                    try {
                        begun.add(line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        }
        append(source, List.of(event("later")));

        assertThat(exported()).contains("2,001 events", "6 snapshots and 2 scheduled events");
        imported(false);

        assertSame(target, source);
    }

    @Test
    void goesOnWithAnImportThatWasCutOff() throws IOException {
        exported();
        append(target, events(source).subList(0, 777));

        assertThat(imported(false)).contains("1,223 events (777 were there already)");
        assertThat(imported(false)).contains("0 events (2,000 were there already)");

        assertSame(target, source);
    }

    @Test
    void keepsTheTokensOfALogWhoseBeginningIsGone() throws IOException {
        sourceServer.server().reset();
        TransferFixture.fill(source);
        exported();

        assertThat(imported(false)).contains("The tokens are the same");

        assertThat(target.firstToken()).isEqualTo(TransferFixture.EVENTS);
        assertSame(target, source);
    }

    @Test
    void saysHowTokensAreMappedWhereTheyCannotBeKept() throws IOException {
        exported();
        append(target, List.of(event("gone"), event("too")));
        targetServer.server().reset();

        assertThat(imported(false)).contains("Token t of the source is token t + 2 here", mapping().toString());

        assertThat(events(target)).isEqualTo(events(source));
        assertThat(Files.readAllLines(mapping())).containsExactly("{\"from\":0,\"to\":1999,\"shift\":2}");
    }

    @Test
    void importsIntoNoContextThatHasOtherEvents() throws IOException {
        exported();
        append(target, List.of(event("of somebody else")));

        assertThatThrownBy(() -> imported(false)).hasMessageContaining("another event at token 0");
        assertThat(target.lastToken()).isZero();
    }

    @Test
    void appendsToAContextThatHasOtherEventsWhereThatIsWanted() throws IOException {
        exported();
        append(target, List.of(event("one"), event("two")));
        append(target, events(source).subList(0, 10));
        append(target, List.of(event("three")));

        assertThat(imported(true)).contains("1,990 events (10 were there already)",
                "The target has 3 events of its own");

        assertThat(Files.readAllLines(mapping())).containsExactly("{\"from\":0,\"to\":9,\"shift\":2}",
                "{\"from\":10,\"to\":1999,\"shift\":3}");
        assertThat(events(target)).hasSize(2_003).containsAll(events(source));
    }

    /** A scheduled event that was due when the import was cut off has fired in the target. */
    @Test
    void schedulesNothingAgainThatHasFired() throws IOException {
        TransferFixture.schedule(source, System.currentTimeMillis() + 1_000, "soon");
        exported();
        imported(false);
        assertThat(scheduled(target)).hasSizeBetween(2, 3);
        await().until(() -> target.lastToken() == TransferFixture.EVENTS);

        assertThat(imported(false)).contains("2 scheduled events", "The target has 1 events of its own");

        assertThat(scheduled(target)).hasSize(2);
    }

    @Test
    void refusesAFileThatIsNotWhatWasWritten() throws IOException {
        exported();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> imported(false)).isInstanceOf(Exception.class);
        assertThat(target.lastToken()).isEqualTo(-1);
        assertThatThrownBy(this::exported).hasMessageContaining("is there already");
    }

    @Test
    void goesOnWithNoExportOfAnotherLog() throws IOException {
        try (ExportFile begun = ExportFile.open(file, line -> {})) {
            begun.add(ExportFile.header("default", 0));
            begun.add(EventJson.of(EventWithToken.newBuilder().setEvent(event("of another log")).build()));
        }

        assertThatThrownBy(this::exported).hasMessageContaining("another event at token 0");
    }

    @Test
    void readsFilesOfTheVersionBefore() throws IOException {
        try (ExportFile old = ExportFile.open(file, line -> {})) {
            JsonObject header = ExportFile.header("default", 0);
            header.addProperty("version", 1);
            old.add(header);
            old.add(EventJson.of(EventWithToken.newBuilder().setEvent(event("old")).build()));
            JsonObject counts = new JsonObject();
            counts.addProperty("snapshots", 0);
            counts.addProperty("lastToken", 0);
            old.finish(List.of(), counts);
        }

        assertThat(imported(false)).contains("1 events", "no scheduled events, which the source does not list");
    }
}
