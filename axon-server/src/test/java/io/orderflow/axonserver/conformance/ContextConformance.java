package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.Conformance.soon;
import static io.orderflow.axonserver.conformance.Messages.command;
import static io.orderflow.axonserver.conformance.Messages.commandResponse;
import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.connector.admin.AdminChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.admin.ContextOverview;
import io.axoniq.axonserver.grpc.admin.ContextUpdate;
import io.axoniq.axonserver.grpc.admin.ContextUpdateType;
import io.axoniq.axonserver.grpc.admin.CreateContextRequest;
import io.axoniq.axonserver.grpc.admin.DeleteContextRequest;
import io.axoniq.axonserver.grpc.admin.UpdateContextPropertiesRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Contexts: made, kept apart, and deleted. */
interface ContextConformance extends Conformance {

    private AdminChannel admin() {
        return clients().connect("admin", "_admin").adminChannel();
    }

    private static CreateContextRequest named(String name) {
        return CreateContextRequest.newBuilder().setName(name).build();
    }

    @Test
    default void refusesAContextThatIsNotThere() {
        AxonServerConnection connection = clients().factory("client").connect("elsewhere");

        await().during(Duration.ofMillis(500)).atMost(LIMIT).until(() -> !connection.isReady());
    }

    @Test
    default void keepsTheEventsOfContextsApart() throws InterruptedException {
        soon(admin().createContext(named("orders")));
        AxonServerConnection here = clients().connect("here");
        AxonServerConnection there = clients().connect("there", "orders");

        soon(here.eventChannel().appendEvents(domainEvent("a", 0)));
        soon(there.eventChannel().appendEvents(domainEvent("a", 0), event("second")));

        assertThat(soon(here.eventChannel().getLastToken())).isZero();
        assertThat(soon(there.eventChannel().getLastToken())).isEqualTo(1);
        try (EventStream stream = there.eventChannel().openStream(0, 10)) {
            assertThat(textOf(stream.nextIfAvailable(10, TimeUnit.SECONDS).getEvent().getPayload()))
                    .isEqualTo("second");
        }
    }

    @Test
    default void keepsTheHandlersOfContextsApart() {
        soon(admin().createContext(named("orders")));
        AxonServerConnection there = clients().connect("there", "orders");
        there.commandChannel().registerCommandHandler(
                command -> CompletableFuture.completedFuture(commandResponse("there")), 100, "do");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                soon(there.commandChannel().sendCommand(command("do", "key"))).getErrorCode()).isEmpty());
        assertThat(soon(clients().connect("here").commandChannel().sendCommand(command("do", "key"))).getErrorCode())
                .isEqualTo("AXONIQ-4000");
    }

    @Test
    default void listsContextsWithTheirMetadata() {
        AdminChannel admin = admin();
        soon(admin.createContext(CreateContextRequest.newBuilder().setName("orders").putMetaData("a", "1").build()));

        assertThat(soon(admin.getAllContexts())).extracting(ContextOverview::getName).contains("default", "orders");
        assertThat(soon(admin.getContextOverview("orders")).getMetaDataMap()).containsEntry("a", "1");

        soon(admin.updateContextProperties(
                UpdateContextPropertiesRequest.newBuilder().setName("orders").putMetaData("a", "2").build()));
        assertThat(soon(admin.getContextOverview("orders")).getMetaDataMap()).containsEntry("a", "2");
        assertThatThrownBy(() -> admin.getContextOverview("elsewhere").get(10, TimeUnit.SECONDS))
                .hasMessageContaining("elsewhere");
    }

    @Test
    default void refusesASecondContextOfAName() {
        AdminChannel admin = admin();
        soon(admin.createContext(named("orders")));

        assertThatThrownBy(() -> admin.createContext(named("orders")).get(10, TimeUnit.SECONDS))
                .hasMessageContaining("orders");
    }

    @Test
    default void tellsOfChangesToContexts() throws InterruptedException {
        AdminChannel admin = admin();
        try (ResultStream<ContextUpdate> updates = admin.subscribeToContextUpdates()) {
            soon(admin.createContext(named("orders")));
            soon(admin.deleteContext(DeleteContextRequest.newBuilder().setName("orders").build()));

            ContextUpdate created = updates.nextIfAvailable(10, TimeUnit.SECONDS);
            assertThat(created.getContext()).isEqualTo("orders");
            assertThat(created.getType()).isEqualTo(ContextUpdateType.CREATED);
            assertThat(updates.nextIfAvailable(10, TimeUnit.SECONDS).getType()).isEqualTo(ContextUpdateType.DELETED);
        }
    }

    @Test
    default void endsTheStreamsOfADeletedContext() throws InterruptedException {
        AdminChannel admin = admin();
        soon(admin.createContext(named("orders")));
        AxonServerConnection there = clients().connect("there", "orders");
        soon(there.eventChannel().appendEvents(event("only")));
        try (EventStream stream = there.eventChannel().openStream(-1, 10)) {
            assertThat(stream.nextIfAvailable(10, TimeUnit.SECONDS)).isNotNull();

            soon(admin.deleteContext(DeleteContextRequest.newBuilder().setName("orders").build()));

            await().atMost(LIMIT).until(() -> stream.getError().isPresent());
        }
        assertThatThrownBy(() -> there.eventChannel().appendEvents(event("late")).get(10, TimeUnit.SECONDS))
                .isNotNull();
        assertThat(soon(admin.getAllContexts())).extracting(ContextOverview::getName).doesNotContain("orders");
    }
}
