package io.orderflow.notification.email;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;

/**
 * The e-mail addresses of customers, replicated from their events. A later event of a customer replaces an earlier one by
 * the times of the events, in whatever order they come: after a replay to this service, the past comes behind the present.
 * Thread-safe, among processes too.
 */
final class CustomerAddresses {

    private static final String ID = "_id";
    private static final String EMAIL = "email";
    private static final String SINCE = "sinceMicros";

    private final MongoCollection<Document> customers;

    CustomerAddresses(MongoDatabase database) {
        customers = database.getCollection("customers");
    }

    /** Notes the address that a customer has from this time on. */
    void put(String customerId, String email, Instant since) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, since);
        try {
            customers.updateOne(and(eq(ID, customerId), lt(SINCE, micros)),
                    combine(set(EMAIL, email), set(SINCE, micros)), new UpdateOptions().upsert(true));
        } catch (MongoWriteException refused) {
            // The customer is there with an address as new as this one, so nothing was found and nothing can be inserted.
            if (refused.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw refused;
            }
        }
    }

    Optional<String> of(String customerId) {
        return Optional.ofNullable(customers.find(eq(ID, customerId)).first()).map(found -> found.getString(EMAIL));
    }

    /** Those of the customers that have an address. */
    Set<String> known(Collection<String> customerIds) {
        return customers.find(in(ID, customerIds)).projection(Projections.include(ID))
                .map(found -> found.getString(ID)).into(new HashSet<>());
    }
}
