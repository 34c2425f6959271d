package io.orderflow.notification.email;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the subject and the text of an e-mail. */
record EmailText(String subject, String body) {

    /** A reason that is not listed here is told in general words: the platform may have new ones. */
    private static final Map<String, String> REASONS = Map.of(
            "OUT_OF_STOCK", "a product is out of stock",
            "PRICE_CHANGED", "the price of a product has changed",
            "UNKNOWN_PRODUCT", "a product is not sold any more",
            "INSUFFICIENT_FUNDS", "the balance of the account was too low",
            "ACCOUNT_CLOSED", "the account is closed",
            "CURRENCY_MISMATCH", "the account has another currency",
            "UNKNOWN_ACCOUNT", "the account is not known",
            "TIMED_OUT", "it could not be completed in time");

    static EmailText of(Email email) {
        String order = email.orderId();
        EmailDetails details = email.details();
        return switch (email.kind()) {
            case PLACED -> written(order, "was received",
                    "We have received your order %s over %s.".formatted(order, details.total()));
            case CONFIRMED -> written(order, "is confirmed",
                    "Your order %s over %s is confirmed.".formatted(order, details.total()));
            case SHIPPED -> written(order, "was shipped",
                    "Your order %s is on its way%s.".formatted(order, parcel(details)));
            case REJECTED -> written(order, "was rejected", "Your order %s over %s was rejected: %s.".formatted(order,
                    details.total(), reason(details.reason())));
            case REFUNDED -> written(order, "was refunded",
                    "%s for your order %s were paid back to your account.".formatted(details.total(), order));
        };
    }

    private static EmailText written(String order, String what, String sentence) {
        return new EmailText("Your order " + order + " " + what, "Hello,\r\n\r\n" + sentence + "\r\n");
    }

    private static String parcel(EmailDetails details) {
        String carrier = details.carrier() == null ? "" : " with " + details.carrier();
        return details.trackingNumber() == null ? carrier : carrier + ", parcel " + details.trackingNumber();
    }

    private static String reason(@Nullable String reason) {
        return REASONS.getOrDefault(String.valueOf(reason), "it could not be carried out");
    }
}
