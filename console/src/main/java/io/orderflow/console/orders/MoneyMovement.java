package io.orderflow.console.orders;

import io.orderflow.console.api.Money;
import io.orderflow.console.eventlog.LoggedEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A hold or a posting of an account on behalf of an order. */
public record MoneyMovement(String kind, @Nullable Money amount, Instant at, @Nullable Long position, boolean failure,
        @Nullable String reason) {

    static List<MoneyMovement> of(List<LoggedEvent> events) {
        return events.stream().filter(event -> event.stream().equals("account")).map(MoneyMovement::of).toList();
    }

    private static MoneyMovement of(LoggedEvent event) {
        JsonNode payload = event.payload();
        JsonNode reason = payload == null ? null : payload.get("reason");
        return new MoneyMovement(event.type().substring(event.type().indexOf('.') + 1).replace('-', ' '),
                amount(payload), event.time(), event.position(), event.isFailure(),
                reason == null || reason.isNull() ? null : reason.asString());
    }

    private static @Nullable Money amount(@Nullable JsonNode payload) {
        JsonNode amount = payload == null ? null : payload.get("amount");
        return amount == null || !amount.isObject()
                ? null
                : new Money(new BigDecimal(amount.get("amount").asString()), amount.get("currency").asString());
    }
}
