package io.orderflow.console.orders;

import io.orderflow.console.api.Money;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An order, as the HTTP interface shows it. */
public record Order(String orderId, @Nullable String customerId, @Nullable String accountId, String status,
        @Nullable Money total, List<OrderLine> lines, @Nullable OrderPayment payment, @Nullable OrderProgress saga,
        @Nullable String reason, Instant placedAt, @Nullable Instant updatedAt, long version,
        @Nullable Long position) {

    private static final Set<String> UNDER_WAY = Set.of("RESERVING_STOCK", "AUTHORIZING_PAYMENT", "CONFIRMING_ORDER",
            "DELIVERING", "COMPENSATING");

    public Order {
        lines = lines == null ? List.of() : lines;
    }

    public record OrderLine(String sku, @Nullable String name, int quantity, Money unitPrice, Money lineTotal,
            String stock) {}

    public record OrderPayment(String paymentId, String status, @Nullable String reason) {}

    /** The step of its process, as far as the order itself tells. */
    public record OrderProgress(String step, List<String> waitingFor, Instant since) {}

    /** Whether its process has something to do that waits for no person. */
    boolean isUnderWay() {
        return saga == null ? status.equals("PLACED") : UNDER_WAY.contains(saga.step());
    }

    /** Whether its customer may still cancel it. */
    public boolean isOpen() {
        return status.equals("PLACED") || status.equals("CONFIRMED");
    }
}
