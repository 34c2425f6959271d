package io.orderflow.service.deadletter;

import io.orderflow.service.batch.BatchOutcome;
import io.orderflow.service.idempotency.IdempotencyKeyRequired;
import io.orderflow.service.idempotency.NewId;
import io.orderflow.service.message.Page;
import io.orderflow.service.web.OperatorController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import org.jspecify.annotations.Nullable;
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

/** Begins, shows and cancels retries of many sequences of dead letters. */
@RestController
@OperatorController
@Tag(name = "Dead letters")
class DeadLetterBatchController {

    private final DeadLetterBatches batches;
    private final DeadLetterSearch search;

    DeadLetterBatchController(DeadLetterBatches batches, DeadLetterRegistry registry) {
        this.batches = batches;
        this.search = new DeadLetterSearch(registry);
    }

    @GetMapping("/dead-letter-count")
    @Operation(operationId = "countDeadLetters", summary = "Counts the sequences of a group, up to 10,000", description = "more tells that there are more than that. 404 when this process has no such group.")
    @ApiResponse(responseCode = "200", description = "The number of sequences")
    @ApiResponse(responseCode = "404", description = "NOT_FOUND: there is no such group", content = {})
    DeadLetterSearch.DeadLetterCount count(@Parameter(example = "orders") @RequestParam String group,
            @Parameter(description = "Only sequences whose first event has this type", example = "saga.fulfilment-started") @RequestParam(required = false) @Nullable String type,
            @Parameter(description = "Only sequences whose cause contains this text, in capitals or not", example = "no answer") @RequestParam(required = false) @Nullable String cause) {
        return search.count(group, new DeadLetterSelection(type, cause));
    }

    @PostMapping("/dead-letter-batches")
    @IdempotencyKeyRequired
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "startDeadLetterBatch", summary = "Retries all sequences of a group that a filter selects", description = "GET /dead-letter-count with the same parameters tells how many; that is the expected number. "
            + "The sequences that match now are the items of the batch, at most 10,000. It goes on by itself, also after a restart, and records for each item "
            + "who asked and why. ASKED: the sequence is to be handled again. RESOLVED: its first event waits no more, "
            + "at most 30 seconds after the last request of the batch.")
    @ApiResponse(responseCode = "202", description = "The batch has begun; Location is its address", headers = @Header(name = "Location", required = true, description = "The address of the batch", schema = @Schema(type = "string", format = "uri-reference")))
    @ApiResponse(responseCode = "404", description = "NOT_FOUND: there is no such group", content = {})
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: over a tenth more sequences match than were expected, or more than a batch may have", content = {})
    ResponseEntity<DeadLetterBatch> start(@Valid @RequestBody DeadLetterBatchRequest request, NewId newId) {
        DeadLetterBatch begun = DeadLetterBatch.of(batches.start(newId.value(), request.reason().strip(),
                request.filter().group(), request.filter().selection(), request.expected()));
        return ResponseEntity.accepted().location(URI.create("/dead-letter-batches/" + begun.batchId())).body(begun);
    }

    @GetMapping("/dead-letter-batches")
    @Operation(operationId = "findDeadLetterBatches", summary = "Lists the last 100 batches of retries, the newest first")
    Page<DeadLetterBatch> list(@RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return batches.list(cursor, limit).map(DeadLetterBatch::of);
    }

    @GetMapping("/dead-letter-batches/{batchId}")
    @Operation(operationId = "getDeadLetterBatch", summary = "Shows how far a batch is, and how many sequences have each outcome")
    DeadLetterBatch find(@PathVariable String batchId) {
        return DeadLetterBatch.of(batches.find(batchId));
    }

    @GetMapping("/dead-letter-batches/{batchId}/items")
    @Operation(operationId = "findDeadLetterBatchItems", summary = "Lists the sequences of a batch with the outcome of each")
    Page<DeadLetterBatchItem> items(@PathVariable String batchId,
            @RequestParam(required = false) @Nullable BatchOutcome outcome,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return batches.items(batchId, outcome, cursor, limit).map(DeadLetterBatchItem::of);
    }

    @DeleteMapping("/dead-letter-batches/{batchId}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "cancelDeadLetterBatch", summary = "Cancels a batch; the requests that were made stay")
    @ApiResponse(responseCode = "202", description = "The batch is cancelled; it makes at most one further request")
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: the batch is completed", content = {})
    DeadLetterBatch cancel(@PathVariable String batchId) {
        return DeadLetterBatch.of(batches.cancel(batchId));
    }
}
