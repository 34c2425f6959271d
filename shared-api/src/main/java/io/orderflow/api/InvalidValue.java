package io.orderflow.api;

/** A value that can never be right, whatever the state of the system. Over HTTP it is a 400. */
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
