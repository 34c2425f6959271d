package io.orderflow.notification.email;

/** An e-mail cannot be sent to its address, however often that is tried. */
final class RefusedForGood extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message for an operator; it has no e-mail address */
    RefusedForGood(String message, Throwable cause) {
        super(message, cause);
    }
}
