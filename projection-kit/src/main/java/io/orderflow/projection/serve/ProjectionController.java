package io.orderflow.projection.serve;

import io.orderflow.projection.rebuild.ProjectionStatus;
import io.orderflow.projection.rebuild.ProjectionStatuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the progress of the projections of this process. */
@RestController
@Tag(name = "Projections")
class ProjectionController {

    private final ProjectionStatuses statuses;

    ProjectionController(ProjectionStatuses statuses) {
        this.statuses = statuses;
    }

    /** The projections of this process. */
    record ProjectionList(List<ProjectionStatus> items) {}

    @GetMapping("/projections")
    @Operation(operationId = "getProjections", summary = "Shows the progress of each read model", description = "state is the first of these that holds: "
            + "STALLED: the read model cannot go on since stalledSince, and failure says why; FAILING: it goes on, but some "
            + "events wait as dead letters; REBUILDING; CATCHING_UP; LIVE.")
    ProjectionList list() {
        return new ProjectionList(statuses.all());
    }
}
