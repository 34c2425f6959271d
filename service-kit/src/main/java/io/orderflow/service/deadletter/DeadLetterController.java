package io.orderflow.service.deadletter;

import io.orderflow.api.Text;
import io.orderflow.service.deadletter.DeadLetterDecisions.Decision;
import io.orderflow.service.deadletter.DeadLetterSequence.Kind;
import io.orderflow.service.message.Page;
import io.orderflow.service.web.NotFound;
import io.orderflow.service.web.OperatorController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /** As many sequences as a group has at most. */
    private static final int MAX_SEQUENCES = 10_000;

    private final DeadLetterRegistry registry;
    private final DeadLetterDecisions decisions;

    DeadLetterController(DeadLetterRegistry registry, DeadLetterDecisions decisions) {
        this.registry = registry;
        this.decisions = decisions;
    }

    @GetMapping("/dead-letters")
    @Operation(operationId = "findDeadLetters", summary = "Lists the sequences of events that could not be handled", description = "Without parameters all sequences, otherwise those that meet all of them. 404 when this process has "
            + "no such group.")
    @ApiResponse(responseCode = "200", description = "The sequences, or the first of them")
    @ApiResponse(responseCode = "404", description = "NOT_FOUND: there is no such group", content = {})
    Page<DeadLetterSequence> list(@RequestParam(required = false) @Nullable Kind kind,
            @RequestParam(required = false) @Nullable String group,
            @Parameter(description = "Only sequences whose first event has this type", example = "saga.fulfilment-started") @RequestParam(required = false) @Nullable String type,
            @Parameter(description = "Only sequences whose cause contains this text, in capitals or not", example = "no answer") @RequestParam(required = false) @Nullable String cause,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        DeadLetterCursor from = DeadLetterCursor.parse(cursor);
        int read = type == null && cause == null ? limit + 1 : MAX_SEQUENCES;
        List<DeadLetterSequence> found = chosen(kind, group).entrySet()
                .stream()
                .filter(one -> from == null || one.getKey().compareTo(from.group()) >= 0)
                .flatMap(one -> one.getValue()
                        .sequences(one.getKey(), DeadLetterCursor.within(from, one.getKey()), read)
                        .stream())
                .filter(one -> type == null || one.type().equals(type))
                .filter(one -> cause == null || one.cause().toLowerCase(Locale.ROOT)
                        .contains(cause.toLowerCase(Locale.ROOT)))
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        List<DeadLetterSequence> items = more ? found.subList(0, limit) : found;
        return new Page<>(items, more ? DeadLetterCursor.after(items.getLast()) : null);
    }

    /** The events that a group skips for good, the latest decision first. */
    record Decisions(List<Decision> items) {}

    @GetMapping("/dead-letters/{group}/given-up")
    @Operation(operationId = "getGivenUpEvents", summary = "Lists the events that a group never handles, because a person has given them up", description = "The latest decisions come first. They are stored in the log, so that they survive rebuilds, restarts and "
            + "the loss of a database.")
    Decisions givenUp(@Parameter(example = "orders") @PathVariable String group,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        queuesOf(group);
        return new Decisions(decisions.all(group).reversed().stream().limit(limit).toList());
    }

    @PostMapping("/dead-letters/{group}/{sequence}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "retryDeadLetters", summary = "Retries the events of a sequence, each of which is read anew from the event store")
    void retry(@Parameter(example = "orders") @PathVariable String group,
            @Parameter(example = "order-1") @PathVariable String sequence) {
        require(queuesOf(group).retry(group, sequence), group, sequence);
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
        require(queuesOf(group).evict(group, sequence, why), group, sequence);
    }

    /** The queues of all groups, of one kind, or of one group. */
    private SortedMap<String, DeadLetterQueues> chosen(@Nullable Kind kind, @Nullable String group) {
        SortedMap<String, DeadLetterQueues> chosen = group == null
                ? registry.byGroup()
                : new TreeMap<>(Map.of(group, queuesOf(group)));
        chosen.values().removeIf(queues -> kind != null && queues.kind() != kind);
        return chosen;
    }

    private static String reasonOf(@Nullable String parameter, @Nullable EvictionRequest body) {
        String reason = parameter != null || body == null ? parameter : body.reason();
        return Text.require("reason", reason, EvictionRequest.MAX_REASON_LENGTH).strip();
    }

    private DeadLetterQueues queuesOf(String group) {
        return registry.of(group).orElseThrow(() -> new NotFound("No group " + group));
    }

    private static void require(boolean known, String group, String sequence) {
        if (!known) {
            throw new NotFound("No dead letters of " + group + " in the sequence " + sequence);
        }
    }
}
