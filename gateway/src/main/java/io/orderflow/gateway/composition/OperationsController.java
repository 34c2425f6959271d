package io.orderflow.gateway.composition;

import io.orderflow.gateway.route.ForwardedHeaders;
import io.orderflow.service.message.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists what several services have under the same path; a single item is found by the table of routes. */
@RestController
@Tag(name = "Operations")
final class OperationsController {

    private static final String MISSING = "A service that is away is named among the missing, with its reason.";

    private final ListComposer lists;

    OperationsController(ListComposer lists) {
        this.lists = lists;
    }

    @GetMapping("/projections")
    @Operation(operationId = "getProjectionsOfAllServices", summary = "Shows the progress of each read model of all services", description = MISSING)
    ComposedList projections(HttpServletRequest request) {
        return lists.all("/projections", ForwardedHeaders.forCaller(request));
    }

    @GetMapping("/rebuilds")
    @Operation(operationId = "findRebuildsOfAllServices", summary = "Lists rebuilds, those of one service after those of another, each with the newest first", description = MISSING)
    ComposedList rebuilds(@RequestParam(required = false) @Nullable String projection,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor, HttpServletRequest request) {
        return lists.page("/rebuilds", filters("projection", projection, "state", state), cursor, limit,
                ForwardedHeaders.forCaller(request));
    }

    @GetMapping("/dead-letters")
    @Operation(operationId = "findDeadLettersOfAllServices", summary = "Lists the sequences of events that could not be handled in all services", description = "404 when no service has the group. "
            + MISSING)
    @ApiResponse(responseCode = "200", description = "The sequences, or the first of them")
    @ApiResponse(responseCode = "404", description = "NOT_FOUND: no service has the group", content = {})
    ComposedList deadLetters(@RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable String sequence,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String cause,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor, HttpServletRequest request) {
        return lists.page("/dead-letters",
                filters("kind", kind, "group", group, "sequence", sequence, "type", type, "cause",
                        cause),
                cursor, limit, ForwardedHeaders.forCaller(request));
    }

    @GetMapping("/dead-letter-batches")
    @Operation(operationId = "findDeadLetterBatchesOfAllServices", summary = "Lists batches of retries of all services, those of one service after those of another, each with the newest first", description = MISSING)
    ComposedList deadLetterBatches(
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor, HttpServletRequest request) {
        return lists.page("/dead-letter-batches", Map.of(), cursor, limit, ForwardedHeaders.forCaller(request));
    }

    /** @param namesAndValues each name before its value, which is null where the request has none */
    private static Map<String, @Nullable String> filters(@Nullable String... namesAndValues) {
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            filters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return filters;
    }
}
