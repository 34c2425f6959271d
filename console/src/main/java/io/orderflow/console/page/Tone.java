package io.orderflow.console.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a state looks, in its colour and, for whom colours say nothing, in a sign. */
enum Tone {
    GOOD("✓"), BAD("✕"), BUSY("◌"), WARN("!"), IDLE("–");

    private final String sign;

    Tone(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    static Tone of(@Nullable String state) {
        return switch (state == null ? "" : state.toUpperCase(Locale.ROOT).replace('-', '_')) {
            case "CONFIRMED", "SHIPPED", "COMPLETED", "RESERVED", "DISPATCHED", "AUTHORIZED", "CAPTURED", "PROMOTED",
                    "RESOLVED", "UP", "OPEN", "RUNNING_LIVE", "LIVE", "FULFILLED", "SAME", "DELIVERED", "ADDED",
                    "SERVING" ->
                GOOD;
            case "REJECTED", "REFUSED", "FAILED", "DOWN", "DECLINED", "STALLED", "STUCK", "GONE", "ERROR", "LOST",
                    "FAILING" ->
                BAD;
            case "PLACED", "PENDING", "RUNNING", "STARTED", "COMPARING", "REQUESTED", "WAITING", "REBUILDING",
                    "CATCHING_UP", "ACTIVE", "HELD", "RETRYING", "RESERVING_STOCK", "AUTHORIZING_PAYMENT",
                    "CONFIRMING_ORDER", "DELIVERING" ->
                BUSY;
            case "COMPENSATING", "COMPENSATED", "CANCELLED", "RELEASED", "VOIDED", "REFUNDED", "AWAITING_PROMOTION",
                    "CHANGED",
                    "DEGRADED", "ASKED", "PAUSED", "SKIPPED", "LATE", "GIVEN_UP" ->
                WARN;
            default -> IDLE;
        };
    }
}
