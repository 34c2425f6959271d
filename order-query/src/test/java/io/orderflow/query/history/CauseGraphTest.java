package io.orderflow.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.query.history.OrderCauses.Edge;
import io.orderflow.query.history.OrderCauses.MessageKind;
import io.orderflow.query.history.OrderCauses.Node;
import io.orderflow.query.history.OrderHistory.Entry;
import org.junit.jupiter.api.Test;

class CauseGraphTest {

    private final CauseGraph graph = new CauseGraph();

    private static StoredEvent event(long position, String id, String aggregate, String causes) {
        return StoredEvent.of(new Entry(position, """
                {"type": "some.happened", "time": "2026-11-22T23:59:51Z", "position": %d, "eventId": "%s",
                 "aggregate": %s, "version": 3, "payload": {}, "correlationId": "place", "actor": "anna",
                 "traceId": "t-1", %s}""".formatted(position, id, aggregate == null ? null : '"' + aggregate + '"',
                causes)));
    }

    private static StoredEvent placed() {
        return event(1, "placed", "order:o-1", """
                "causationId": "place", "command": "order.place", "commandCausationId": null""");
    }

    private static StoredEvent reserved() {
        return event(3, "reserved", "stock:PEN", """
                "causationId": "reserve", "command": "stock.reserve", "commandCausationId": "started\"""");
    }

    private OrderCauses causes() {
        return graph.causes("o-1", null);
    }

    private Node node(String id) {
        return causes().nodes().stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void beginsWithTheRequestOfACaller() {
        graph.add(placed());

        assertThat(causes().edges()).containsExactlyInAnyOrder(new Edge("request:place", "place"),
                new Edge("place", "placed"));
        assertThat(node("request:place").kind()).isEqualTo(MessageKind.REQUEST);
        assertThat(node("place"))
                .isEqualTo(new Node("place", MessageKind.COMMAND, "order.place", "order:o-1", null, null, null,
                        "anna", "t-1"));
        assertThat(node("placed").position()).isEqualTo(1);
    }

    @Test
    void goesFromAnEventOverTheCommandItCausedToAnEventOfAnotherAggregate() {
        graph.know(placed());
        graph.know(event(2, "started", "saga:o-1", """
                "causationId": "start", "command": "saga.start", "commandCausationId": "placed\""""));
        graph.add(reserved());

        assertThat(causes().edges()).containsExactlyInAnyOrder(new Edge("started", "reserve"),
                new Edge("reserve", "reserved"));
        assertThat(node("started").aggregate()).isEqualTo("saga:o-1");
        assertThat(causes().nodes()).extracting(Node::id).containsExactlyInAnyOrder("started", "reserve", "reserved");
    }

    @Test
    void hasOneNodeForACommandOfSeveralEvents() {
        graph.add(placed());
        graph.add(event(2, "also", "order:o-1", """
                "causationId": "place", "command": "order.place", "commandCausationId": null"""));

        assertThat(causes().nodes()).hasSize(4);
        assertThat(causes().edges()).hasSize(3).contains(new Edge("place", "also"));
    }

    @Test
    void leadsADeadlineBackToTheEventThatBeganIt() {
        graph.add(placed());
        graph.add(event(9, "passed", null, """
                "causationId": "placed", "command": null, "commandCausationId": null"""));

        assertThat(causes().edges()).contains(new Edge("placed", "passed"));
        assertThat(node("passed").version()).isNull();
    }

    @Test
    void namesOnlyTheIdentifierOfACauseThatTheHistoryDoesNotShow() {
        graph.add(reserved());

        assertThat(node("started"))
                .isEqualTo(new Node("started", MessageKind.EVENT, null, null, null, null, null, null, null));
    }

    /** The event says no more than the identifier of its command. */
    @Test
    void knowsTheCommandOfAnEventFromBeforeCommandsWereNamed() {
        graph.know(placed());
        graph.add(event(5, "old", "order:o-1", """
                "causationId": "some-command\""""));

        assertThat(causes().edges()).containsExactly(new Edge("some-command", "old"));
        assertThat(node("some-command").type()).isNull();
        assertThat(node("some-command").kind()).isEqualTo(MessageKind.COMMAND);
    }
}
