package io.orderflow.service.deadletter;

import io.orderflow.api.Text;
import io.orderflow.service.deadletter.DeadLetterDecisions.Decision;
import io.orderflow.service.deadletter.DeadLetterSequence.Kind;
import io.orderflow.service.message.Page;
import io.orderflow.service.web.OperatorController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists dead letters, has them retried and gives them up. */
@RestController
@OperatorController
@Tag(name = "Dead letters")
class DeadLetterController {

    private final DeadLetterSearch search;
    private final DeadLetterDecisions decisions;
    private final RetryRequests requests;

    DeadLetterController(DeadLetterRegistry registry, DeadLetterDecisions decisions, RetryRequests requests) {
        this.search = new DeadLetterSearch(registry);
        this.decisions = decisions;
        this.requests = requests;
    }

    @GetMapping("/dead-letters")
    @Operation(operationId = "findDeadLetters", summary = "Lists the sequences of events that could not be handled", description = "Without parameters all sequences, otherwise those that meet all of them. 404 when this process has "
            + "no such group.")
    @ApiResponse(responseCode = "200", description = "The sequences, or the first of them")
    @ApiResponse(responseCode = "404", description = "NOT_FOUND: there is no such group", content = {})
    Page<DeadLetterSequence> list(@RequestParam(required = false) @Nullable Kind kind,
            @RequestParam(required = false) @Nullable String group,
            @Parameter(description = "Only sequences of this name; those of an order are named after it", example = "order-1") @RequestParam(required = false) @Nullable String sequence,
            @Parameter(description = "Only sequences whose first event has this type", example = "saga.fulfilment-started") @RequestParam(required = false) @Nullable String type,
            @Parameter(description = "Only sequences whose cause contains this text, in capitals or not", example = "no answer") @RequestParam(required = false) @Nullable String cause,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        DeadLetterSelection selection = new DeadLetterSelection(type, cause);
        return sequence == null
                ? search.page(kind, group, selection, limit, cursor)
                : search.page(kind, group, selection, sequence, limit, cursor);
    }

    @GetMapping("/dead-letters/{group}/{sequence}")
    @Operation(operationId = "getDeadLetters", summary = "Shows a sequence with its first event, why that could not be handled, and what was tried", description = "Personal values of the event are hidden. The last 10 attempts are told, and each request of a person.")
    @ApiResponse(responseCode = "200", description = "The sequence")
    @ApiResponse(responseCode = "404", description = "NOT_FOUND: no such sequence waits", content = {})
    DeadLetterDetail find(@Parameter(example = "orders") @PathVariable String group,
            @Parameter(example = "order-1") @PathVariable String sequence) {
        return DeadLetterDetail.of(search.find(group, sequence), requests.of(group, sequence));
    }

    /** A sequence may have any name, and so that of the list of what was given up. */
    @GetMapping("/dead-letters/{group}/sequences/{sequence}")
    @Operation(operationId = "getDeadLettersOfAnyName", summary = "Shows a sequence as the shorter path does, whatever its name, as given-up")
    @ApiResponse(responseCode = "200", description = "The sequence")
    @ApiResponse(responseCode = "404", description = "NOT_FOUND: no such sequence waits", content = {})
    DeadLetterDetail findByAnyName(@Parameter(example = "orders") @PathVariable String group,
            @Parameter(example = "order-1") @PathVariable String sequence) {
        return find(group, sequence);
    }

    /** The events that a group skips for good, the latest decision first. */
    record Decisions(List<Decision> items) {}

    @GetMapping("/dead-letters/{group}/given-up")
    @Operation(operationId = "getGivenUpEvents", summary = "Lists the events that a group never handles, because a person has given them up", description = "The latest decisions come first. They are stored in the log, so that they survive rebuilds, restarts and "
            + "the loss of a database.")
    Decisions givenUp(@Parameter(example = "orders") @PathVariable String group,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        search.queuesOf(group);
        return new Decisions(decisions.all(group).reversed().stream().limit(limit).toList());
    }

    @PostMapping("/dead-letters/{group}/{sequence}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "retryDeadLetters", summary = "Retries the events of a sequence, each of which is read anew from the event store", description = "Who has asked is recorded, and the reason where the body has one.")
    void retry(@Parameter(example = "orders") @PathVariable String group,
            @Parameter(example = "order-1") @PathVariable String sequence,
            @Valid @RequestBody(required = false) @Nullable RetryBody body) {
        requests.record(search.find(group, sequence).sequence(), body == null ? null : body.reason(),
                MetaData.emptyInstance());
        search.queuesOf(group).retry(group, sequence);
    }

    @DeleteMapping("/dead-letters/{group}/{sequence}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "giveUpDeadLetter", summary = "Gives up the first event of a sequence and goes on with those behind it", description = "The reason is recorded. It is the parameter reason, or the field reason of the body. 409 when no other event "
            + "repeats the request of the event, such as the last request to release an order's stock: such an event can "
            + "only be retried.")
    void evict(@Parameter(example = "orders") @PathVariable String group,
            @Parameter(example = "order-1") @PathVariable String sequence,
            @RequestParam(required = false) @Nullable String reason,
            @RequestBody(required = false) @Nullable EvictionRequest eviction) {
        String why = reasonOf(reason, eviction);
        if (!search.queuesOf(group).evict(group, sequence, why)) {
            throw DeadLetterSearch.unknown(group, sequence);
        }
    }

    private static String reasonOf(@Nullable String parameter, @Nullable EvictionRequest body) {
        String reason = parameter != null || body == null ? parameter : body.reason();
        return Text.require("reason", reason, EvictionRequest.MAX_REASON_LENGTH).strip();
    }
}
