package io.orderflow.notification.points;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import io.orderflow.notification.inbox.IndexedCollection;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The points of each order, in one document. This is the inbox as well: the document names the events that it has had, and
 * gets the effect of an event and its identifier in one write. What an order counts for follows from both events together,
 * so their order is no matter. Thread-safe, among processes too.
 */
final class PointsStore {

    private static final String ID = "_id";
    private static final String CUSTOMER = "customerId";
    private static final String EARNED = "earned";
    private static final String SHIPPED_BY = "shippedBy";
    private static final String REFUNDED_BY = "refundedBy";

    private final IndexedCollection orders;

    PointsStore(MongoDatabase database) {
        orders = new IndexedCollection(database, "points", List.of(new IndexModel(Indexes.ascending(CUSTOMER))));
    }

    /** Notes what an order has earned when it was shipped. */
    void earn(String orderId, String customerId, long points, String eventId) {
        once(orderId, SHIPPED_BY, combine(set(CUSTOMER, customerId), set(EARNED, points), set(SHIPPED_BY, eventId)));
    }

    /** Notes that an order was refunded, so that it counts for nothing, also where it is shipped only later. */
    void takeBack(String orderId, String customerId, String eventId) {
        once(orderId, REFUNDED_BY, combine(set(CUSTOMER, customerId), set(REFUNDED_BY, eventId)));
    }

    private void once(String orderId, String event, Bson effect) {
        try {
            orders.get().updateOne(and(eq(ID, orderId), exists(event, false)), effect,
                    new UpdateOptions().upsert(true));
        } catch (MongoWriteException refused) {
            // The order is there and has had such an event, so nothing was found and nothing can be inserted.
            if (refused.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw refused;
            }
        }
    }

    /** The points of a customer. */
    LoyaltyPoints of(String customerId) {
        long earned = 0;
        long takenBack = 0;
        for (Document order : orders.get().find(eq(CUSTOMER, customerId))) {
            Long points = order.getLong(EARNED);
            if (points != null) {
                earned += points;
                takenBack += order.containsKey(REFUNDED_BY) ? points : 0;
            }
        }
        return new LoyaltyPoints(customerId, earned - takenBack, earned, takenBack);
    }
}
