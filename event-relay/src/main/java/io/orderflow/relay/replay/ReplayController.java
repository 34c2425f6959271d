package io.orderflow.relay.replay;

import io.orderflow.service.message.Page;
import io.orderflow.service.web.NotFound;
import io.orderflow.service.web.OperatorController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Begins, shows and cancels replays. */
@RestController
@OperatorController
@Tag(name = "Relays")
class ReplayController {

    private final ObjectProvider<Replays> replays;

    /** @param replays absent where no broker is configured */
    ReplayController(ObjectProvider<Replays> replays) {
        this.replays = replays;
    }

    @PostMapping("/relays/{name}/replays")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "startReplay", summary = "Publishes the past once more, to a new topic or queue beside the live one", description = "It begins at a position, at a time or with the first event, and ends where the log ends now. Events of "
            + "one key come in their order, with the identifiers that they had. The topic or queue gets the events of all "
            + "contexts, or those of one type.")
    @ApiResponse(responseCode = "202", description = "The replay has begun; Location is its address", headers = @Header(name = "Location", required = true, description = "The address of the replay", schema = @Schema(type = "string", format = "uri-reference")))
    @ApiResponse(responseCode = "409", description = "ALREADY_EXISTS: the topic or queue is there, and useExisting does not allow that. WRONG_STATE: too many "
            + "replays are running; Location is the address of one", content = {})
    ResponseEntity<RelayReplay> start(@Parameter(example = "kafka") @PathVariable String name,
            @RequestBody RelayReplayRequest request) {
        Replays known = replays.getIfAvailable();
        if (known == null) {
            throw new NotFound("Nothing is published to " + name);
        }
        RelayReplay begun = known.start(name, request);
        return ResponseEntity.accepted().location(URI.create("/replays/" + begun.replayId())).body(begun);
    }

    @GetMapping("/replays")
    @Operation(operationId = "findReplays", summary = "Lists replays, the newest first")
    Page<RelayReplay> list(@RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Replays known = replays.getIfAvailable();
        return known == null ? new Page<>(List.of(), null) : known.list(cursor, limit);
    }

    @GetMapping("/replays/{id}")
    @Operation(operationId = "getReplay", summary = "Shows the progress of a replay")
    RelayReplay find(@PathVariable String id) {
        return known(id).find(id);
    }

    @DeleteMapping("/replays/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "cancelReplay", summary = "Cancels a replay; the topic or queue stays with what was published")
    @ApiResponse(responseCode = "202", description = "The replay is cancelled; it publishes nothing more within seconds")
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: the replay has ended otherwise", content = {})
    RelayReplay cancel(@PathVariable String id) {
        return known(id).cancel(id);
    }

    private Replays known(String id) {
        Replays known = replays.getIfAvailable();
        if (known == null) {
            throw new NotFound("No replay " + id);
        }
        return known;
    }
}
