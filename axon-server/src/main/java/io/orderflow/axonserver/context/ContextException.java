package io.orderflow.axonserver.context;

/** Why a context was not made, found or deleted. */
public abstract sealed class ContextException extends RuntimeException {

    private ContextException(String message) {
        super(message, null, false, false);
    }

    public static final class Unknown extends ContextException {
        Unknown(String name) {
            super("There is no context " + name);
        }
    }

    public static final class AlreadyExists extends ContextException {
        AlreadyExists(String name) {
            super("There is a context " + name + " already");
        }
    }

    /** The name cannot be one of a directory on every system. */
    public static final class InvalidName extends ContextException {
        InvalidName(String name) {
            super("'" + name + "' is no name for a context: it has 1 to 100 letters, digits, - and _, starts with a"
                    + " letter, and is not reserved by an operating system");
        }
    }

    /** The default context is always there. */
    public static final class Undeletable extends ContextException {
        Undeletable(String name) {
            super("The context " + name + " is deleted in development mode only, over HTTP");
        }
    }
}
