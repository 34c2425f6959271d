package io.orderflow.audit;

import com.mongodb.client.MongoDatabase;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;

/** Looks for events that the processors which send commands could not handle. */
final class DeadLetterCount {

    private static final String COLLECTION = "deadletters";

    private DeadLetterCount() {}

    /** Adds one finding for each sequence: the events behind its first letter wait only for that letter. */
    static void check(MongoDatabase checkpoints, long head, Findings findings) {
        findings.count(Invariant.NO_DEAD_LETTERS);
        Map<String, String> causes = new HashMap<>();
        for (Document letter : checkpoints.getCollection(COLLECTION).find()) {
            String sequence = letter.getString("processingGroup") + "/" + letter.getString("sequenceIdentifier");
            causes.merge(sequence, letter.getString("causeType") == null
                    ? ""
                    : letter.getString("causeType") + ": " + letter.getString("causeMessage"),
                    (one, other) -> one.isEmpty() ? other : one);
        }
        causes.forEach((sequence, cause) -> findings.add(Invariant.NO_DEAD_LETTERS, sequence, head,
                "no event that waits", cause));
    }
}
