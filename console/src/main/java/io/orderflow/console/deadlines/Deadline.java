package io.orderflow.console.deadlines;

import io.orderflow.console.page.Moments;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A deadline to come, as the HTTP interface shows it.
 *
 * @param movedFrom when it was due before an operator moved it; absent where nobody has
 * @param reason    why it was moved
 */
public record Deadline(String deadlineId, String kind, String orderId, @Nullable String step, Instant due,
        @Nullable Instant setAt, @Nullable Instant movedFrom, @Nullable String reason) {

    public boolean isMoved() {
        return movedFrom != null;
    }

    /** When it is due, as a form has it. */
    public String dueField() {
        return Moments.inField(due);
    }

    /** What happens when it passes. */
    public String purpose() {
        return switch (step == null ? "" : step) {
            case "RESERVING_STOCK" -> "The stock is asked again, or the order is given up";
            case "AUTHORIZING_PAYMENT" -> "The payment is asked for again, or the order is given up";
            case "CONFIRMING_ORDER" -> "The order is asked again to be confirmed";
            case "DELIVERING" -> "Delivery and payment are asked again for what is not answered";
            case "COMPENSATING" -> "What is to be undone is asked for again";
            default -> kind.toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
