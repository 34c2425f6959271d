package io.orderflow.audit;

import com.mongodb.client.MongoDatabase;
import java.math.BigDecimal;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Checks that the stored totals of the journal balance, by their figures alone, without any event. */
final class StoredJournal {

    private StoredJournal() {}

    static void check(MongoDatabase database, String collection, Findings findings) {
        for (BsonDocument totals : database.getCollection(collection, BsonDocument.class).find()) {
            BigDecimal difference = BigDecimal.ZERO;
            for (Map.Entry<String, BsonValue> account : totals.getDocument("accounts").entrySet()) {
                BsonDocument sides = account.getValue().asDocument();
                difference = difference.add(figure(sides, "debit")).subtract(figure(sides, "credit"));
            }
            findings.require(difference.signum() == 0, Invariant.DEBITS_EQUAL_CREDITS,
                    "journal/" + totals.getString("_id").getValue(), totals.getInt64("position").getValue(),
                    "no difference", difference);
        }
    }

    private static BigDecimal figure(BsonDocument sides, String side) {
        return new BigDecimal(sides.getString(side).getValue());
    }
}
