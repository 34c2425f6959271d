package io.orderflow.service.batch;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How many items of a batch have each outcome. */
public record BatchCounts(@JsonProperty("ASKED") long asked, @JsonProperty("RESOLVED") long resolved,
        @JsonProperty("REFUSED") long refused, @JsonProperty("FAILED") long failed) {

    static final BatchCounts NONE = new BatchCounts(0, 0, 0, 0);

    /** The number of items for which the request was made. */
    public long done() {
        return asked + resolved + refused + failed;
    }

    /** The counts with one more of this outcome. */
    BatchCounts and(BatchOutcome outcome) {
        return switch (outcome) {
            case ASKED -> new BatchCounts(asked + 1, resolved, refused, failed);
            case RESOLVED -> new BatchCounts(asked, resolved + 1, refused, failed);
            case REFUSED -> new BatchCounts(asked, resolved, refused + 1, failed);
            case FAILED -> new BatchCounts(asked, resolved, refused, failed + 1);
        };
    }

    /** The counts after an item that was asked for is resolved. */
    BatchCounts withOneResolved() {
        return new BatchCounts(asked - 1, resolved + 1, refused, failed);
    }
}
