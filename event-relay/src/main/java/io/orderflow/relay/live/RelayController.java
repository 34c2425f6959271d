package io.orderflow.relay.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows how far the publication of integration events has come. */
@RestController
@Tag(name = "Relays")
class RelayController {

    private final ObjectProvider<RelayStatuses> statuses;

    RelayController(ObjectProvider<RelayStatuses> statuses) {
        this.statuses = statuses;
    }

    /** The relays of this process; none where no broker is configured. */
    record RelayList(List<RelayStatus> items) {}

    @GetMapping("/relays")
    @Operation(operationId = "getRelays", summary = "Shows how far the publication of integration events to each broker has come", description = "state is the first of these that holds: "
            + "PAUSED: somebody has paused it, as /server/processors shows; WAITING: the broker takes no events since waitingSince, and failure says why; FAILING: some events wait as "
            + "dead letters of the group relay-kafka or relay-rabbitmq; CATCHING_UP; LIVE.")
    RelayList list() {
        RelayStatuses all = statuses.getIfAvailable();
        return new RelayList(all == null ? List.of() : all.all());
    }
}
