package io.orderflow.axonserver.standalone.transfer;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.standalone.transfer.TransferFixture.append;
import static io.orderflow.axonserver.standalone.transfer.TransferFixture.assertSame;
import static io.orderflow.axonserver.standalone.transfer.TransferFixture.events;
import static io.orderflow.axonserver.standalone.transfer.TransferFixture.fail;
import static io.orderflow.axonserver.standalone.transfer.TransferFixture.run;
import static io.orderflow.axonserver.standalone.transfer.TransferFixture.scheduled;
import static io.orderflow.axonserver.standalone.transfer.TransferFixture.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.orderflow.axonserver.AxonServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A context on its way from one server to another, directly. */
@Timeout(60)
class CopyTest {

    @TempDir
    private Path folder;
    private final TransferFixture fixture = new TransferFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private String mapping() {
        return folder.resolve("tokens").toString();
    }

    @Test
    void copiesAllAndGoesOnWhereItWasCutOff() {
        TransferFixture.Running source = fixture.start();
        TransferFixture.Running target = fixture.start();
        TransferFixture.fill(source.client());
        append(target.client(), events(source.client()).subList(0, 777));

        assertThat(run(new CopyCommand(), source.address(), target.address()))
                .contains("1,223 events (777 were there already)", "The tokens are the same");

        assertSame(target.client(), source.client());
        assertThat(run(new CopyCommand(), source.address(), target.address()))
                .contains("0 events (2,000 were there already), 6 snapshots and 2 scheduled events");
    }

    /** Nothing fires meanwhile: what is due waits until the server runs again. */
    @Test
    void copiesFromFolderToFolder() {
        Path from = folder.resolve("from");
        Path to = folder.resolve("to");
        try (AxonServer stopped = fixture.start(from, 0).server()) {
            ContextClient client = client(stopped);
            TransferFixture.fill(client);
            TransferFixture.schedule(client, System.currentTimeMillis() + 200, "due while nothing runs");
            client.close();
        }
        await().until(() -> System.currentTimeMillis() > scheduledIn(from) + 1);

        assertThat(run(new CopyCommand(), from.toString(), to.toString())).contains("Copied 2,000 events",
                "6 snapshots and 3 scheduled events");
        assertThat(run(new ExportCommand(), "--data", from.toString(), folder.resolve("file").toString()))
                .contains("Exported 2,000 events", "3 scheduled events");
        assertThat(run(new ImportCommand(), "--data", to.toString(), folder.resolve("file").toString()))
                .contains("(2,000 were there already)", "3 scheduled events");

        ContextClient target = fixture.start(to, 0).client();
        await().until(() -> target.lastToken() == TransferFixture.EVENTS);
        assertThat(scheduled(target)).hasSize(2);
    }

    private static long scheduledIn(Path data) {
        try (ContextClient offline = new ContextAddress(data.toString(), "default", Optional.empty(), false).open()) {
            return scheduled(offline).getFirst().getInstant();
        }
    }

    private static ContextClient client(AxonServer server) {
        return new ContextAddress("127.0.0.1:" + server.port(), "default", Optional.empty(), false).open();
    }

    @Test
    void leavesAFolderAloneThatAServerUses() {
        Path data = folder.resolve("data");
        TransferFixture.Running running = fixture.start(data, 0);
        running.server().acceptMaintenance();

        assertThat(fail(new ExportCommand(), "--data", data.toString(), folder.resolve("file").toString()))
                .contains("A server uses the data folder " + data, "HOST:PORT");
        assertThat(fail(new CopyCommand(), running.address(), data.toString())).contains("A server uses");
        assertThat(fail(new ExportCommand(), "--data", folder.resolve("none").toString(), "file"))
                .contains("There is no data folder");
        assertThat(fail(new CopyCommand(), "127.0.0.1:1", "a folder")).contains("No server answers at 127.0.0.1:1");
    }

    @Test
    void followsASourceThatGrowsAndEndsWhenItIsLevel() throws Exception {
        TransferFixture.Running source = fixture.start();
        TransferFixture.Running target = fixture.start();
        TransferFixture.fill(source.client());

        CompletableFuture<String> copying = CompletableFuture
                .supplyAsync(() -> run(new CopyCommand(), source.address(), target.address(), "--until-level"));
        for (int i = 0; i < 20; i++) {
            append(source.client(), List.of(domainEvent("late", i), event("late")));
            long end = source.client().lastToken();
            await().pollInterval(Duration.ofMillis(5)).until(() -> target.client().lastToken() == end);
        }

        assertThat(copying.get(30, TimeUnit.SECONDS)).contains("Following", "Copied 2,040 events", "21 aggregates",
                "6 snapshots and 2 scheduled events");
        assertSame(target.client(), source.client());
    }

    @Test
    void goesOnWhenASourceThatItFollowsComesBack() throws Exception {
        Path data = folder.resolve("data");
        TransferFixture.Running source = fixture.start(data, 0);
        TransferFixture.Running target = fixture.start();
        TransferFixture.fill(source.client());
        CompletableFuture<String> copying = CompletableFuture
                .supplyAsync(() -> run(new CopyCommand(), source.address(), target.address(), "--until-level"));
        await().until(() -> target.client().lastToken() == TransferFixture.EVENTS - 1);

        int port = source.server().port();
        source.server().close();
        ContextClient again = fixture.start(data, port).client();
        append(again, List.of(event("after the restart")));

        assertThat(copying.get(40, TimeUnit.SECONDS)).contains("Trying again", "Copied 2,001 events");
        assertSame(target.client(), again);
    }

    @Test
    void writesWhichTokensAreOthersWhereTheTargetHasEventsOfItsOwn() throws IOException {
        TransferFixture.Running source = fixture.start();
        TransferFixture.Running target = fixture.start();
        append(source.client(), IntStream.range(0, 10).mapToObj(i -> domainEvent("moved", i)).toList());
        append(target.client(), List.of(event("its own")));

        assertThat(fail(new CopyCommand(), source.address(), target.address()))
                .contains("another event at token 0", "--append");
        assertThat(run(new CopyCommand(), source.address(), target.address(), "--append", "--mapping", mapping()))
                .contains("Token t of the source is token t + 1 here; see " + mapping());
        append(target.client(), List.of(event("its own too")));
        append(source.client(), List.of(domainEvent("moved", 10)));
        assertThat(run(new CopyCommand(), source.address(), target.address(), "--append", "--mapping", mapping()))
                .contains("Copied 1 events (10 were there already)", "in 2 ranges");

        assertThat(Files.readAllLines(Path.of(mapping()))).containsExactly("{\"from\":0,\"to\":9,\"shift\":1}",
                "{\"from\":10,\"to\":10,\"shift\":2}");
    }

    @Test
    void refusesMoreOfASourceBehindEventsOfTheTarget() {
        TransferFixture.Running source = fixture.start();
        TransferFixture.Running target = fixture.start();
        append(source.client(), List.of(domainEvent("moved", 0)));
        run(new CopyCommand(), source.address(), target.address());
        append(target.client(), List.of(domainEvent("moved", 1)));

        assertThat(run(new CopyCommand(), source.address(), target.address())).contains("1 events of its own");
        append(source.client(), List.of(event("behind")));
        assertThat(fail(new CopyCommand(), source.address(), target.address())).contains("another event at token 1");
        append(source.client(), List.of(domainEvent("moved", 1)));
        assertThat(fail(new CopyCommand(), source.address(), target.address(), "--append"))
                .contains("takes no event of the source's from token 1 on", "Invalid sequence number 1");
    }

    /** As the vendor's, which knows the calls of the protocol alone. */
    @Test
    void schedulesAnewWhereTheTargetKeepsNoTokens() throws IOException {
        TransferFixture.Running source = fixture.start();
        TransferFixture.Running target = fixture.start();
        TransferFixture.fill(source.client());
        Server without = InProcessServerBuilder.forName(mapping()).build().start();
        try (ContextClient vendors = new ContextClient("vendor's",
                AxonServerConnectionFactory.forClient("test")
                        .routingServers(new ServerAddress("127.0.0.1", target.server().port())).build(),
                "default",
                new TransferClient(InProcessChannelBuilder.forName(mapping()).build(), "default", Optional.empty()),
                without::shutdownNow)) {
            for (int run = 0; run < 2; run++) {
                assertThat(new Move(source.client(), vendors, new CopyProgress(), new MappingFile(Path.of(mapping())),
                        silent()).run(false, null)).contains("2 scheduled events", "see " + mapping());
            }

            assertThat(new Move(vendors, target.client(), new CopyProgress(), new MappingFile(Path.of("none")),
                    silent()).run(false, null)).contains("no scheduled events, which the source does not list");
        }

        assertThat(scheduled(target.client())).hasSize(2);
        assertThat(scheduled(target.client()).getFirst().getEvent())
                .isEqualTo(scheduled(source.client()).getFirst().getEvent());
        assertThat(Files.readAllLines(Path.of(mapping()))).containsExactly(
                IntStream.range(0, 2).mapToObj(i -> "{\"scheduled\":\"" + scheduled(source.client()).get(i).getToken()
                        + "\",\"is\":\"" + scheduled(target.client()).get(i).getToken() + "\"}")
                        .toArray(String[]::new));
    }

    @Test
    void comparesTheEventsOfEachAggregate() {
        AggregateHashes hashes = new AggregateHashes();
        var events = IntStream.range(0, 3).mapToObj(i -> domainEvent("a", i)).toList();
        events.forEach(hashes::add);

        assertThat(hashes.matches("a", events::forEach)).isTrue();
        assertThat(hashes.matches("a", events.subList(0, 2)::forEach)).isFalse();
        assertThat(hashes.matches("a", events.reversed()::forEach)).isFalse();
        assertThatThrownBy(() -> hashes.matches("b", events::forEach)).hasMessageContaining("aggregate b");
    }
}
