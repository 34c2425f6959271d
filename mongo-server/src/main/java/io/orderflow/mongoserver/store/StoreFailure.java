package io.orderflow.mongoserver.store;

import de.bwaldvogel.mongo.exception.MongoServerError;
import org.jspecify.annotations.Nullable;

/** The database could not be read or written. What a failed write would have changed may be there later, or not. */
public final class StoreFailure extends MongoServerError {

    private static final long serialVersionUID = 1L;
    /** What MongoDB calls an internal error. */
    private static final int INTERNAL_ERROR = 1;

    StoreFailure(String message, @Nullable Throwable cause) {
        super(INTERNAL_ERROR, "InternalError", cause == null ? message : message + ": " + cause.getMessage(), cause);
    }
}
