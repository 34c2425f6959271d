package io.orderflow.query.log;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.Times;
import io.orderflow.projection.serve.EventStreams;
import io.orderflow.service.message.Page;
import io.orderflow.service.web.OperatorController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the event log to operators. */
@RestController
@OperatorController
@Tag(name = "Event log")
final class EventLogController {

    private static final String POSITION_FORM = "^[0-9]{1,18}$";
    private static final Pattern POSITION = Pattern.compile(POSITION_FORM);
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final String PLACE = "a position of the log (4711), a time with its offset, or a date";
    private static final String TYPE = "A type (order.placed), or the beginning of types with an asterisk (order.*)";
    private static final String AGGREGATE = "A stream (payment:order-1), or a kind of streams (payment)";
    private static final String AGGREGATE_ID = "The name of streams without their kind (order-1)";
    private static final String TEXT = "In the payload or a value of the metadata; upper and lower case are the same";

    private final EventLog log;
    private final EventLogTail tail;
    private final EventStreams streams;

    EventLogController(EventLog log, EventLogTail tail, EventStreams streams) {
        this.log = log;
        this.tail = tail;
        this.streams = streams;
    }

    @GetMapping("/events")
    @Operation(operationId = "findEvents", summary = "Lists the events of all contexts, newest first", description = "A request reads at most 50,000 events of the log and ends after about a second, so a page may have few events or "
            + "none although there is a next one. searchedTo says how far back the log has been searched.")
    EventLogPage list(
            @Parameter(description = TYPE, example = "order.placed") @RequestParam(required = false) @Nullable String type,
            @Parameter(description = AGGREGATE) @RequestParam(required = false) @Nullable String aggregate,
            @Parameter(description = AGGREGATE_ID) @RequestParam(required = false) @Nullable String aggregateId,
            @Parameter(description = TEXT) @RequestParam(required = false) @Nullable String text,
            @Parameter(description = "Nothing before it: " + PLACE
                    + ", which means its beginning in UTC") @RequestParam(required = false) @Nullable String from,
            @Parameter(description = "Nothing after it: " + PLACE
                    + ", which means its end in UTC") @RequestParam(required = false) @Nullable String until,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        InvalidValue.require(cursor == null || POSITION.matcher(cursor).matches(),
                "cursor must be the next of the page before");
        long last = until == null ? Long.MAX_VALUE : last(until);
        return log.search(new EventFilter(type, aggregate, aggregateId, text), from == null ? 0 : first(from),
                cursor == null ? last : Math.min(last, Long.parseLong(cursor)), limit);
    }

    private long first(String from) {
        if (POSITION.matcher(from).matches()) {
            return Long.parseLong(from);
        }
        return log.firstAt(DATE.matcher(from).matches()
                ? Times.date("from", from).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Times.moment("from, where it is no position (4711),", from));
    }

    private long last(String until) {
        if (POSITION.matcher(until).matches()) {
            return Long.parseLong(until);
        }
        Instant time = Times.moment("until, where it is no position (4711),", until);
        return log.firstAt(time.plusMillis(1)) - 1;
    }

    @GetMapping("/events/{position}")
    @Operation(operationId = "getEvent", summary = "Shows an event with those around it in the log")
    EventNeighbours find(@Parameter(example = "0") @PathVariable @Min(0) long position,
            @RequestParam(defaultValue = "5") @Min(0) @Max(50) int neighbours) {
        return log.around(position, neighbours);
    }

    @GetMapping(path = "/events/updates", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(operationId = "watchEvents", summary = "Streams new events as they come, as server-sent events", description = "Events: event (an event of the log), gap (the events from one position to another were left out, since "
            + "the client had missed more than 10,000), end. The id of an event is its position; a client that sends it as "
            + "Last-Event-ID gets the events after it. A client that reads slowly loses none.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE))
    void watch(@Parameter(description = TYPE) @RequestParam(required = false) @Nullable String type,
            @Parameter(description = AGGREGATE) @RequestParam(required = false) @Nullable String aggregate,
            @Parameter(description = AGGREGATE_ID) @RequestParam(required = false) @Nullable String aggregateId,
            @Parameter(description = TEXT) @RequestParam(required = false) @Nullable String text,
            @Parameter(schema = @Schema(type = "string", pattern = POSITION_FORM)) @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        Long known = EventLogTail.positionOf(lastEventId);
        streams.open(request, response,
                () -> tail.open(new EventFilter(type, aggregate, aggregateId, text), known));
    }
}
