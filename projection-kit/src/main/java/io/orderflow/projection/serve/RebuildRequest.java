package io.orderflow.projection.serve;

import io.orderflow.api.InvalidValue;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.service.web.ReadableText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The request to rebuild a read model.
 *
 * @param promote when the new documents begin to serve
 * @param reason  why, for the record
 * @param from    refused, because a rebuild always begins with the first event: a part of the log would not make whole
 *                documents
 */
record RebuildRequest(@Schema(allowableValues = {
        "auto", "manual"}, defaultValue = "auto") @Nullable String promote,
        @Nullable @ReadableText @Size(min = 1, max = RebuildReason.MAX_LENGTH) String reason,
        @Schema(hidden = true) @Nullable Object from){

    Promotion promotion() {
        InvalidValue.require(from == null, "A rebuild is whole: it begins at the first event and takes no 'from'");
        return Promotion.parse(promote);
    }
}
