package io.orderflow.projection.serve;

import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.rebuild.ProjectionStatus;
import io.orderflow.projection.rebuild.ProjectionStatuses;
import io.orderflow.projection.rebuild.Rebuild;
import io.orderflow.projection.rebuild.Rebuilds;
import io.orderflow.service.message.Page;
import io.orderflow.service.web.OperatorController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Begins, shows, promotes and cancels rebuilds. */
@RestController
@OperatorController
@Tag(name = "Rebuilds")
class RebuildController {

    private final Rebuilds rebuilds;
    private final ProjectionStatuses statuses;
    private final ProgressStreams progress;
    private final EventStreams streams;

    RebuildController(Rebuilds rebuilds, ProjectionStatuses statuses, ProgressStreams progress,
            EventStreams streams) {
        this.rebuilds = rebuilds;
        this.statuses = statuses;
        this.progress = progress;
        this.streams = streams;
    }

    @PostMapping("/projections/{name}/rebuilds")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "startRebuild", summary = "Rebuilds a read model from the first event, beside the one that serves", description = "The new documents are compared with the old ones. They then begin to serve at once, or with "
            + "promote=manual when /rebuilds/{id}/promotion is posted. When documents of the same revision differ, or "
            + "cannot be compared, the rebuild waits for that request in any case. The documents that a rollback "
            + "would have restored are dropped.")
    @ApiResponse(responseCode = "202", description = "The rebuild has begun; Location is its address", headers = @Header(name = "Location", required = true, description = "The address of the rebuild", schema = @Schema(type = "string", format = "uri-reference")))
    @ApiResponse(responseCode = "409", description = "REBUILD_RUNNING: a rebuild is running or waits for its promotion; Location is its address, and "
            + "detail says how to end it", content = {})
    ResponseEntity<Rebuild> start(@Parameter(example = "orders") @PathVariable String name,
            @Valid @RequestBody(required = false) @Nullable RebuildRequest request) {
        Rebuild rebuild = request == null
                ? rebuilds.start(name, Promotion.AUTO)
                : rebuilds.start(name, request.promotion(), request.reason());
        return ResponseEntity.accepted().location(URI.create("/rebuilds/" + rebuild.rebuildId())).body(rebuild);
    }

    @GetMapping("/rebuilds")
    @Operation(operationId = "findRebuilds", summary = "Lists rebuilds, the newest first", description = "Without parameters all rebuilds, otherwise those of a projection, in a "
            + "state, or both. Rebuilds that wait for a person are in state AWAITING_PROMOTION. The platform remembers "
            + "the last 100 rebuilds of each projection (orderflow.projections.rebuilds-kept).")
    Page<Rebuild> list(@RequestParam(required = false) @Nullable String projection,
            @RequestParam(required = false) @Nullable RebuildState state,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return rebuilds.list(projection, state, cursor, limit);
    }

    @GetMapping("/rebuilds/{id}")
    @Operation(operationId = "getRebuild", summary = "Shows the progress of a rebuild, and how its documents differ")
    Rebuild find(@PathVariable String id) {
        return rebuilds.find(id);
    }

    @GetMapping(path = "/rebuilds/{id}/progress", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(operationId = "watchRebuild", summary = "Streams the progress of a rebuild until it ends", description = "Each event is named progress and carries the rebuild. A client that has seen the end, and "
            + "connects again with the Last-Event-ID of the end, gets 204.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE))
    void progress(@PathVariable String id,
            @RequestHeader(name = UpdateId.HEADER, required = false) @Nullable String lastEventId,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (ProgressStreams.isEndSeen(rebuilds.find(id), lastEventId)) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
        } else {
            streams.open(request, response, () -> progress.of(id, lastEventId));
        }
    }

    @PostMapping("/rebuilds/{id}/promotion")
    @Operation(operationId = "promoteRebuild", summary = "Promotes a rebuild that waits for it: its documents begin to serve", description = "A repeated request changes nothing.")
    @ApiResponse(responseCode = "200", description = "The documents of the rebuild serve")
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: the rebuild does not wait for its promotion", content = {})
    Rebuild promote(@PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable RebuildReason body) {
        return rebuilds.promote(id, RebuildReason.of(body));
    }

    @DeleteMapping("/rebuilds/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "cancelRebuild", summary = "Cancels a rebuild and drops its documents")
    @ApiResponse(responseCode = "202", description = "The rebuild is cancelled; its documents are dropped within seconds")
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: the rebuild has ended otherwise", content = {})
    Rebuild cancel(@PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable RebuildReason body) {
        return rebuilds.cancel(id, RebuildReason.of(body));
    }

    @PostMapping("/projections/{name}/rollback")
    @Operation(operationId = "rollBackProjection", summary = "Rolls the last rebuild back: the documents before it, which were kept up to date, serve again", description = "The documents that served until now are dropped. A rollback is possible until the next rebuild begins.")
    @ApiResponse(responseCode = "200", description = "The earlier documents serve")
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: there are no earlier documents", content = {})
    ProjectionStatus rollBack(@Parameter(example = "orders") @PathVariable String name,
            @Valid @RequestBody(required = false) @Nullable RebuildReason body) {
        rebuilds.rollBack(name, RebuildReason.of(body));
        return statuses.of(name);
    }
}
