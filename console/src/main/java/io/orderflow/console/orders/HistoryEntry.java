package io.orderflow.console.orders;

import io.orderflow.console.eventlog.FieldChange;
import io.orderflow.console.eventlog.LoggedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event of an order's history with the difference that it made.
 *
 * @param after   the time since the order was placed
 * @param later   whether it happened after the past moment that is looked at
 */
public record HistoryEntry(LoggedEvent event, Duration after, boolean later) {

    private static final JsonMapper JSON = new JsonMapper();

    /** @param moment the past moment that is looked at; absent for now */
    static List<HistoryEntry> of(List<LoggedEvent> events, Instant placedAt, @Nullable String moment) {
        return events.stream()
                .map(event -> new HistoryEntry(event, Duration.between(placedAt, event.time()),
                        moment != null && Slider.isAfter(event.position(), event.time(), moment)))
                .toList();
    }

    /** The fields of the order that it changed. */
    public List<FieldChange> changes() {
        return event.changes();
    }

    /** Its name in words, without that of its stream: {@code payment.hold-refused} is "hold refused". */
    public String title() {
        return event.type().substring(event.type().indexOf('.') + 1).replace('-', ' ');
    }

    /** The reason that an operator or a customer gave, or that a refusal has. */
    public @Nullable String reason() {
        JsonNode payload = event.payload();
        JsonNode reason = payload == null ? null : payload.get("reason");
        return reason == null || !reason.isString() ? event.reason() : reason.asString();
    }

    /** Whether an operator decided it. */
    public boolean isByOperator() {
        return event.type().startsWith("saga.") && List.of("saga.step-retried", "saga.step-skipped",
                "saga.cancellation-requested", "saga.cancellation-refused", "saga.deadline-moved",
                "saga.deadline-cancelled").contains(event.type());
    }

    /** How long after the order was placed, as {@code +1.204 s}. */
    public String offset() {
        long millis = Math.max(0, after.toMillis());
        return millis < 60_000
                ? "+%d.%03d s".formatted(millis / 1000, millis % 1000)
                : "+%d:%02d:%02d".formatted(millis / 3_600_000, millis / 60_000 % 60, millis / 1000 % 60);
    }

    /** The event as it is stored. */
    public String raw() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(event);
    }
}
