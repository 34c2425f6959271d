package io.orderflow.projection.serve;

import io.orderflow.service.web.ReadableText;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why an operator does something with a rebuild, for the record. */
record RebuildReason(@Nullable @ReadableText @Size(min = 1, max = RebuildReason.MAX_LENGTH) String reason) {

    static final int MAX_LENGTH = 500;

    static @Nullable String of(@Nullable RebuildReason body) {
        return body == null ? null : body.reason();
    }
}
