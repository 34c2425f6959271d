package io.orderflow.api;

/** Reports a value that no state of the system makes valid. HTTP answers it with 400. */
public final class InvalidValue extends IllegalArgumentException {

    public InvalidValue(String message) {
        super(message);
    }

    /** Throws unless the rule holds; the message says what the value must be. */
    public static void require(boolean rule, String message) {
        if (!rule) {
            throw new InvalidValue(message);
        }
    }
}
