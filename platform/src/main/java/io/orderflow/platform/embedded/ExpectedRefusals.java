package io.orderflow.platform.embedded;

import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.Set;

/**
 * Tells refusals that belong to a client's ordinary work from failures of the database: it would log each as an error.
 * The client gets them all the same.
 */
final class ExpectedRefusals {

    private static final int NAMESPACE_NOT_FOUND = 26;
    private static final int NAMESPACE_EXISTS = 48;
    private static final int DUPLICATE_KEY = 11000;
    private static final Set<Integer> CODES = Set.of(NAMESPACE_NOT_FOUND, NAMESPACE_EXISTS, DUPLICATE_KEY);

    private ExpectedRefusals() {}

    static MongoServerException unlogged(MongoServerException refusal) {
        if (refusal instanceof MongoServerError error && CODES.contains(error.getCode())) {
            refusal.setLogError(false);
        }
        return refusal;
    }
}
