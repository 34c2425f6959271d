package io.orderflow.notification.email;

/** An e-mail could not be sent; the next attempt may succeed. */
final class NotSent extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message for an operator; it has no e-mail address */
    NotSent(String message, Throwable cause) {
        super(message, cause);
    }
}
