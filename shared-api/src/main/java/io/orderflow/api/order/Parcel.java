package io.orderflow.api.order;

import org.jspecify.annotations.Nullable;

/** How goods travel: a tracking number means something to its carrier only, so that the two belong together. */
public record Parcel(@Nullable String carrier, @Nullable String trackingNumber) {

    /** Null where nothing is known of it. */
    public static @Nullable Parcel of(@Nullable String carrier, @Nullable String trackingNumber) {
        return carrier == null && trackingNumber == null ? null : new Parcel(carrier, trackingNumber);
    }
}
