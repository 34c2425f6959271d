package io.orderflow.query.history;

import io.orderflow.query.history.OrderCauses.Edge;
import io.orderflow.query.history.OrderCauses.MessageKind;
import io.orderflow.query.history.OrderCauses.Node;
import io.orderflow.query.history.OrderVersions.OrderVersion;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** One answer of each kind. */
public final class HistorySamples {

    private HistorySamples() {}

    public static Stream<Object> all() {
        HistoryPage page = new HistoryPage("o-1", List.of(new OrderHistory.Entry(3, "{}")), "3", "before-3", 3);
        List<OrderVersion> versions = List.of(new OrderVersion(1, 3, "e-3", "order.confirmed", Instant.EPOCH,
                "order:o-1", null, List.of(new FieldChange("status", "PLACED", "CONFIRMED"),
                        new FieldChange("reason", null, "late"))));
        return Stream.of(page, new OrderVersions("o-1", versions, "3", "before-3"), new OrderChanges(page, versions),
                new OrderCauses("o-1",
                        List.of(new Node("e-3", MessageKind.EVENT, "order.confirmed", "order:o-1", 1L, 3L,
                                Instant.EPOCH, "anna", "t-1"),
                                new Node("c-1", MessageKind.COMMAND, null, null, null, null, null, null,
                                        null)),
                        List.of(new Edge("c-1", "e-3")), null));
    }
}
