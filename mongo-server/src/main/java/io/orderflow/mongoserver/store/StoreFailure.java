package io.orderflow.mongoserver.store;

import org.jspecify.annotations.Nullable;

/**
 * The database could not be read or written, whatever the request was. The changes of a failed write may exist later,
 * or not.
 */
public final class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int OUT_OF_DISK_SPACE = 14031;
    private static final int INTERNAL_ERROR = 1;

    private final boolean full;

    StoreFailure(String message, @Nullable Throwable cause) {
        super(cause == null ? message : message + ": " + cause.getMessage(), cause);
        this.full = String.valueOf(getMessage()).contains("No space left");
    }

    /** MongoDB's number for this error. */
    public int code() {
        return full ? OUT_OF_DISK_SPACE : INTERNAL_ERROR;
    }

    /** MongoDB's name for this error. */
    public String codeName() {
        return full ? "OutOfDiskSpace" : "InternalError";
    }
}
