package io.orderflow.gateway.composition;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What there is of a customer, each part as its service answered. A part that could not be had is absent, and is among
 * the missing ones.
 *
 * @param orders    the latest orders, newest first
 * @param spending  what the customer has ordered, spent and got back in all
 * @param accounts  the first 200 accounts of the customer
 * @param processes the latest 100 orders that are placed and 100 that are confirmed, with the steps of their processes
 * @param missing   the parts that could not be had, each with its reason
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Overview(String customerId,
        @Schema(description = "As GET /orders answers") @Nullable JsonNode orders,
        @Schema(description = "As GET /customers/{customerId} answers") @Nullable JsonNode spending,
        @Schema(description = "The first 200, as GET /accounts answers") @Nullable List<JsonNode> accounts,
        @Schema(description = "Of the latest 100 orders that are PLACED and 100 that are CONFIRMED") @Nullable List<OpenProcess> processes,
        List<Missing> missing) {

    /** An order that is not at rest. */
    public record OpenProcess(String orderId, @Schema(type = "string") JsonNode status,
            @Schema(description = "As in an order") JsonNode saga) {}
}
