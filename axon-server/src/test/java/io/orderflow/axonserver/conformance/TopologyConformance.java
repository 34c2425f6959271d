package io.orderflow.axonserver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.Registration;
import io.axoniq.axonserver.connector.query.QueryDefinition;
import io.axoniq.axonserver.grpc.admin.Client;
import io.axoniq.axonserver.grpc.admin.ConnectedApplicationOverview;
import io.axoniq.axonserver.grpc.admin.QueryInfo;
import io.axoniq.axonserver.grpc.control.TopologyChange;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Who is connected and handles what, as operators and other clients are told. */
interface TopologyConformance extends Conformance {

    private static Registration handleCommand(AxonServerConnection client, String name) {
        return acknowledged(client.commandChannel().registerCommandHandler(
                command -> CompletableFuture.completedFuture(Messages.commandResponse("done")), 100, name));
    }

    private static Registration handleQuery(AxonServerConnection client, String name, String resultType) {
        return acknowledged(client.queryChannel().registerQueryHandler((query, responses) -> responses.complete(),
                new QueryDefinition(name, resultType)));
    }

    private static Registration acknowledged(Registration registration) {
        try {
            return registration.awaitAck(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private AxonServerConnection client(String component) {
        AxonServerConnection connection = clients().factory(component, component + "-1").connect("default");
        await().atMost(LIMIT).until(connection::isConnected);
        return connection;
    }

    private static String words(TopologyChange change) {
        return change.getUpdateType() + " " + change.getComponentName() + " "
                + (change.hasCommand() ? change.getCommand().getName() : change.getQuery().getName());
    }

    @Test
    default void showsWhoIsConnectedAndHandlesWhat() {
        AxonServerConnection shop = client("shop");
        handleCommand(shop, "place order");
        handleQuery(shop, "orders", "list");
        handleQuery(shop, "orders", "page");
        new StubProcessor(1).register(shop);
        AxonServerConnection operator = client("operator");

        await().atMost(LIMIT).untilAsserted(() -> {
            ConnectedApplicationOverview overview = Conformance
                    .soon(operator.adminChannel().getAllConnectedApplications("default"));
            assertThat(overview.getNodesList()).hasSize(1);
            assertThat(overview.getApplicationsList()).hasSize(2).last().satisfies(application -> {
                assertThat(application.getName()).isEqualTo("shop");
                assertThat(application.getCommandsList()).containsExactly("place order");
                assertThat(application.getQueriesList()).containsExactly(QueryInfo.newBuilder().setRequest("orders")
                        .addResponseTypes("list").addResponseTypes("page").build());
                assertThat(application.getClientsList()).extracting(Client::getName).containsExactly("shop-1");
                assertThat(application.getClients(0).getProcessorsList()).hasSize(1);
            });
        });
        assertThat(operator.adminChannel().getAllConnectedApplications("unknown")).failsWithin(LIMIT)
                .withThrowableThat().withStackTraceContaining("AXONIQ-1302");
        assertThat(operator.adminChannel().getAllApplications()).failsWithin(LIMIT)
                .withThrowableThat().withStackTraceContaining("one token");
    }

    @Test
    default void tellsWatchersOfHandlersThatAreThereAndThatComeAndGo() {
        AxonServerConnection shop = client("shop");
        Registration first = handleCommand(shop, "first");
        Queue<String> changes = new ConcurrentLinkedQueue<>();
        AxonServerConnection watcher = client("watcher");
        watcher.controlChannel().registerTopologyChangeHandler(change -> changes.add(words(change)));
        await().atMost(LIMIT).until(() -> changes.contains("ADD_COMMAND_HANDLER shop first"));

        handleQuery(shop, "orders", "list");
        first.cancel();
        await().atMost(LIMIT).until(() -> changes.size() == 3);
        shop.disconnect();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(changes).containsExactly(
                "ADD_COMMAND_HANDLER shop first", "ADD_QUERY_HANDLER shop orders",
                "REMOVE_COMMAND_HANDLER shop first", "REMOVE_QUERY_HANDLER shop orders"));
    }
}
