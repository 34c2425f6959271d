package io.orderflow.mongoserver.store;

/** A store that cannot be opened. The message says why, and what can be done. */
public final class StoreUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnusable(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreUnusable(String message) {
        super(message);
    }
}
