package io.orderflow.projection.serve;

import io.orderflow.api.InvalidValue;
import io.orderflow.projection.api.Page;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.rebuild.ProjectionStatus;
import io.orderflow.projection.rebuild.ProjectionStatuses;
import io.orderflow.projection.rebuild.Rebuild;
import io.orderflow.projection.rebuild.Rebuilds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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

/** Rebuilds as resources. */
@RestController
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

    /**
     * The settings of a rebuild.
     *
     * @param promote when the new documents begin to serve
     * @param from    refused, because a rebuild always begins with the first event: a part of the log would not make
     *                whole documents
     */
    record Settings(@Schema(allowableValues = {
            "auto", "manual"}, defaultValue = "auto") @Nullable String promote,
            @Schema(hidden = true) @Nullable Object from){

        Promotion promotion() {
            InvalidValue.require(from == null, "A rebuild is whole: it begins at the first event and takes no 'from'");
            return Promotion.parse(promote);
        }
    }

    @PostMapping("/projections/{name}/rebuilds")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Rebuilds a read model from the first event, beside the one that serves", description = "The new documents are compared with the old; they serve at once, or with promote=manual "
            + "when /rebuilds/{id}/promotion is posted. Where documents of one revision differ, or cannot be "
            + "compared, that is waited for in any case. What could be rolled back to goes.")
    @ApiResponse(responseCode = "202", description = "It has begun; Location says where to watch it")
    @ApiResponse(responseCode = "409", description = "REBUILD_RUNNING: one is going on, or waits for its promotion; Location names it, and detail "
            + "says how to end it", content = {})
    ResponseEntity<Rebuild> start(@PathVariable String name,
            @RequestBody(required = false) @Nullable Settings settings) {
        Rebuild rebuild = rebuilds.start(name, settings == null ? Promotion.AUTO : settings.promotion());
        return ResponseEntity.accepted().location(URI.create("/rebuilds/" + rebuild.rebuildId())).body(rebuild);
    }

    @GetMapping("/rebuilds")
    @Operation(summary = "Lists rebuilds, the newest first", description = "All of them, or those of a projection, in a state, or both. "
            + "Those that wait for a person are in state AWAITING_PROMOTION. The last 100 of each projection are "
            + "remembered (orderflow.projections.rebuilds-kept).")
    Page<Rebuild> list(@RequestParam(required = false) @Nullable String projection,
            @RequestParam(required = false) @Nullable RebuildState state,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return rebuilds.list(projection, state, cursor, limit);
    }

    @GetMapping("/rebuilds/{id}")
    @Operation(summary = "Shows how far a rebuild is, and how its documents differ")
    Rebuild find(@PathVariable String id) {
        return rebuilds.find(id);
    }

    @GetMapping(path = "/rebuilds/{id}/progress", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Streams how far a rebuild is, until it has ended", description = "Each event is named progress and carries the rebuild. Whoever has seen its end, and comes "
            + "back with its Last-Event-ID, is answered 204.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE))
    void progress(@PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (ProgressStreams.isEndSeen(rebuilds.find(id), lastEventId)) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
        } else {
            streams.open(request, response, () -> progress.of(id, lastEventId));
        }
    }

    @PostMapping("/rebuilds/{id}/promotion")
    @Operation(summary = "Lets what a rebuild has built serve, where it waits for that", description = "To repeat it changes nothing.")
    @ApiResponse(responseCode = "200", description = "It serves")
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: it does not wait for this", content = {})
    Rebuild promote(@PathVariable String id) {
        return rebuilds.promote(id);
    }

    @DeleteMapping("/rebuilds/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Cancels a rebuild and drops what it has built")
    @ApiResponse(responseCode = "202", description = "It is cancelled; what it has built is dropped within seconds")
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: it has come to another end", content = {})
    Rebuild cancel(@PathVariable String id) {
        return rebuilds.cancel(id);
    }

    @PostMapping("/projections/{name}/rollback")
    @Operation(summary = "Lets the documents from before the last rebuild serve again, which were kept up to date", description = "They stay until the next rebuild begins. What served until now is dropped.")
    @ApiResponse(responseCode = "200", description = "They serve")
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: there are none", content = {})
    ProjectionStatus rollBack(@PathVariable String name) {
        rebuilds.rollBack(name);
        return statuses.of(name);
    }
}
