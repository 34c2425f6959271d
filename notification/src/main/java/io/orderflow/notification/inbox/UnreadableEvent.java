package io.orderflow.notification.inbox;

/** A message is not an integration event that this service can read, today or when it comes again. */
public final class UnreadableEvent extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableEvent(String message) {
        super(message, null, false, false);
    }
}
