package io.orderflow.notification.email;

import org.jspecify.annotations.Nullable;

/**
 * What an e-mail tells of its order.
 *
 * @param total          the sum with its currency, as {@code 18.00 USD}
 * @param reason         why it was rejected, as the platform names it; absent otherwise
 * @param carrier        who carries the parcel, where that is known
 * @param trackingNumber the carrier's number of the parcel, where that is known
 */
record EmailDetails(String total, @Nullable String reason, @Nullable String carrier,
        @Nullable String trackingNumber) {}
