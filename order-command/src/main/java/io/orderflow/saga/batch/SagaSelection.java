package io.orderflow.saga.batch;

import io.orderflow.api.Times;
import io.orderflow.api.saga.SagaFilter;
import io.orderflow.api.saga.SagaStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The processes of a batch: those that GET /sagas lists with the same parameters. */
record SagaSelection(@Nullable SagaStatus status,
        @Schema(format = "duration", pattern = Times.DURATION_FORM, example = "PT10M") @Nullable String stuckFor,
        @Pattern(regexp = SagaFilter.ANSWER) @Nullable String waitingFor, @Nullable Boolean stalled) {

    static final SagaSelection ALL = new SagaSelection(null, null, null, null);

    /** @throws io.orderflow.api.InvalidValue where the duration is none */
    SagaFilter filter() {
        return new SagaFilter(Objects.requireNonNullElse(status, SagaStatus.ALL).steps(),
                stuckFor == null ? null : Times.duration("stuckFor", stuckFor), waitingFor, stalled);
    }

    /** The selection as a batch keeps it. */
    Map<String, String> toMap() {
        Map<String, String> fields = new TreeMap<>();
        put(fields, "status", status);
        put(fields, "stuckFor", stuckFor);
        put(fields, "waitingFor", waitingFor);
        put(fields, "stalled", stalled);
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }

    static SagaSelection of(Map<String, String> fields) {
        String status = fields.get("status");
        String stalled = fields.get("stalled");
        return new SagaSelection(status == null ? null : SagaStatus.valueOf(status), fields.get("stuckFor"),
                fields.get("waitingFor"), stalled == null ? null : Boolean.valueOf(stalled));
    }
}
