package io.orderflow.audit;

import com.mongodb.client.MongoDatabase;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;

/** Looks for events that those who act could not handle. */
final class DeadLetterCount {

    private static final String COLLECTION = "deadletters";

    private DeadLetterCount() {}

    /** One finding a sequence: what waits behind its first letter waits for that. */
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
