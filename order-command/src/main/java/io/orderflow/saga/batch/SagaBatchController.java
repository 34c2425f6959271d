package io.orderflow.saga.batch;

import io.orderflow.api.saga.SagaFilter;
import io.orderflow.api.saga.SagaQuery.SelectSagas;
import io.orderflow.api.saga.SagaQuery.SelectedSaga;
import io.orderflow.service.batch.BatchOutcome;
import io.orderflow.service.batch.Batches;
import io.orderflow.service.batch.Batches.BatchRequest;
import io.orderflow.service.idempotency.IdempotencyKeyRequired;
import io.orderflow.service.idempotency.NewId;
import io.orderflow.service.message.Page;
import io.orderflow.service.message.Queries;
import io.orderflow.service.web.OperatorController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Begins, shows and cancels the interventions of an operator in many processes. */
@RestController
@OperatorController
@Tag(name = "Sagas")
@RequestMapping("/saga-batches")
class SagaBatchController {

    private final Batches batches;
    private final Queries queries;

    SagaBatchController(Batches sagaBatches, Queries queries) {
        this.batches = sagaBatches;
        this.queries = queries;
    }

    @PostMapping
    @IdempotencyKeyRequired
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "startSagaBatch", summary = "Retries, skips or cancels all processes that a filter selects", description = "GET /saga-count with the same parameters tells how many; that is the expected number. "
            + "The processes that match now are the items of the batch, at most 10,000. It goes on by itself, also after a restart, and for each item "
            + "records who asked and why, as the requests for a single process do. ASKED: the request was taken. "
            + "RESOLVED: it has had its effect, at most 30 seconds after the last request of the batch. REFUSED: the "
            + "process does not allow it, and detail says why.")
    @ApiResponse(responseCode = "202", description = "The batch has begun; Location is its address", headers = @Header(name = "Location", required = true, description = "The address of the batch", schema = @Schema(type = "string", format = "uri-reference")))
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: over a tenth more processes match than were expected, or more than a batch may have", content = {})
    ResponseEntity<SagaBatch> start(@Valid @RequestBody SagaBatchRequest request, NewId newId) {
        SagaSelection selection = request.selection();
        SagaFilter filter = selection.filter();
        SagaBatch begun = SagaBatch.of(batches.start(new BatchRequest(newId.value(), request.action().name(),
                request.reason().strip(), selection.toMap(), request.expected()), limit -> select(filter, limit)));
        return ResponseEntity.accepted().location(URI.create("/saga-batches/" + begun.batchId())).body(begun);
    }

    @GetMapping
    @Operation(operationId = "findSagaBatches", summary = "Lists the last 100 batches, the newest first")
    Page<SagaBatch> list(@RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return batches.list(cursor, limit).map(SagaBatch::of);
    }

    @GetMapping("/{batchId}")
    @Operation(operationId = "getSagaBatch", summary = "Shows how far a batch is, and how many processes have each outcome")
    SagaBatch find(@PathVariable String batchId) {
        return SagaBatch.of(batches.find(batchId));
    }

    @GetMapping("/{batchId}/items")
    @Operation(operationId = "findSagaBatchItems", summary = "Lists the processes of a batch with the outcome of each")
    Page<SagaBatchItem> items(@PathVariable String batchId,
            @RequestParam(required = false) @Nullable BatchOutcome outcome,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return batches.items(batchId, outcome, cursor, limit).map(SagaBatchItem::of);
    }

    @DeleteMapping("/{batchId}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "cancelSagaBatch", summary = "Cancels a batch; the requests that were made stay")
    @ApiResponse(responseCode = "202", description = "The batch is cancelled; it makes at most one further request")
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: the batch is completed", content = {})
    SagaBatch cancel(@PathVariable String batchId) {
        return SagaBatch.of(batches.cancel(batchId));
    }

    private List<String> select(SagaFilter filter, int limit) {
        List<String> selected = new ArrayList<>();
        String next = null;
        do {
            Page<SelectedSaga> page = queries.askPage(new SelectSagas(filter, Page.MAX_LIMIT, next),
                    SelectedSaga.class);
            page.items().forEach(saga -> selected.add(saga.orderId()));
            next = page.next();
        } while (next != null && selected.size() < limit);
        return selected;
    }
}
