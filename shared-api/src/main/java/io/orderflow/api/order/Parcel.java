package io.orderflow.api.order;

import org.jspecify.annotations.Nullable;

/** The parcel of a shipment. A tracking number means something to its carrier only, so the two belong together. */
public record Parcel(@Nullable String carrier, @Nullable String trackingNumber) {

    /** Returns null when neither is known. */
    public static @Nullable Parcel of(@Nullable String carrier, @Nullable String trackingNumber) {
        return carrier == null && trackingNumber == null ? null : new Parcel(carrier, trackingNumber);
    }
}
