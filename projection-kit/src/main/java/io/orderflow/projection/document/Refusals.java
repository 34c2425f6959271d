package io.orderflow.projection.document;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells errors of single documents from errors that make the database refuse every write at that moment. */
final class Refusals {

    /** Invalid or too large documents, keys too long for an index, and documents that a validator refuses. */
    private static final Set<Integer> OF_THE_DOCUMENT = Set.of(2, 121, 10334, 17280, 17419, 17420);

    /** A node steps down, stops, is not the primary, or does not know the caller. */
    private static final Set<Integer> OF_THE_MOMENT = Set.of(1, 6, 7, 8, 13, 18, 50, 89, 91, 189, 262, 9001, 10058,
            10107,
            11600, 11602, 13435, 13436, 14031);

    private Refusals() {}

    /**
     * The documents that the database refuses for good, by their index in the batch. An unknown error code counts as
     * one of the document where the database has taken other documents of the same batch.
     *
     * @throws MongoBulkWriteException where it fails for any other reason
     */
    static Map<Integer, DocumentRefused> of(MongoBulkWriteException failure, int batchSize) {
        List<BulkWriteError> errors = failure.getWriteErrors();
        boolean othersTaken = errors.size() < batchSize;
        Map<Integer, DocumentRefused> refused = new HashMap<>();
        for (BulkWriteError error : errors) {
            boolean ofTheDocument = OF_THE_DOCUMENT.contains(error.getCode())
                    || othersTaken && !OF_THE_MOMENT.contains(error.getCode());
            if (!ofTheDocument || failure.getWriteConcernError() != null) {
                throw failure;
            }
            refused.put(error.getIndex(),
                    new DocumentRefused("The database refuses the document: error " + error.getCode()));
        }
        if (refused.isEmpty()) {
            throw failure;
        }
        return refused;
    }
}
