package io.orderflow.relay.replay;

import io.orderflow.api.InvalidValue;
import io.orderflow.relay.contract.IntegrationEvents;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The request to publish the past once more.
 *
 * @param target       the topic or queue, which must not exist
 * @param type         the only type of events to publish, such as {@code order.placed}; all without it
 * @param fromPosition the position of the log at which to begin; the first event without it
 * @param fromTime     the time at which to begin, in place of a position
 * @param useExisting  whether the target may exist already
 */
record RelayReplayRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "orderflow.replay-1") @Nullable String target,
        @Schema(example = "order.placed") @Nullable String type, @Nullable Long fromPosition,
        @Schema(format = "date-time") @Nullable String fromTime, @Nullable Boolean useExisting) {

    String requireTarget() {
        InvalidValue.require(target != null && !target.isBlank(), "target is missing");
        return target;
    }

    /** Checks all but the target, which the broker judges. */
    void requireValid() {
        InvalidValue.require(type == null || IntegrationEvents.names().contains(type),
                "type must be one of " + String.join(", ", IntegrationEvents.names()));
        InvalidValue.require(fromPosition == null || fromPosition >= 0, "fromPosition must not be negative");
        InvalidValue.require(fromPosition == null || fromTime == null,
                "fromPosition and fromTime cannot both be given");
    }
}
