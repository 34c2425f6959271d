package io.orderflow.console.deadletters;

import io.orderflow.console.api.ApiRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where events wait that could not be handled.
 *
 * @param kind     whether a projection or an event processor is to handle them
 * @param sequence what they are about; for processes of orders the order
 * @param cause    why the first one failed
 */
public record WaitingLetters(String kind, String group, String sequence, @Nullable String cause) {

    /** Asks for those of an order, which are named after it. */
    public static ApiRequest ofOrder(String orderId) {
        return ApiRequest.get("/dead-letters").with("sequence", orderId);
    }

    public boolean isOfProcessor() {
        return kind.equals("PROCESSOR");
    }
}
