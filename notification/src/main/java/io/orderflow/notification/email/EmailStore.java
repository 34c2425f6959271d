package io.orderflow.notification.email;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.orderflow.notification.inbox.IndexedCollection;
import io.orderflow.service.message.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The e-mails that events have called for. This is the inbox as well: a document has the identifier of its event, so the
 * note that the event was handled, and the e-mail that it calls for, are one write. Thread-safe, among processes too.
 */
final class EmailStore {

    /** Longer than all the steps of one attempt to send an e-mail, each of which has a limit of its own. */
    static final Duration CLAIM = Duration.ofMinutes(2);

    private static final String ID = "_id";
    private static final String STATE = "state";
    private static final String ORDER = "orderId";
    private static final String CUSTOMER = "customerId";
    /** When the e-mail is to be in the queue: one that is not handled long after that is put there once more. */
    private static final String QUEUED_AT = "queuedAt";
    private static final String CLAIMED_UNTIL = "claimedUntil";
    private static final Date UNCLAIMED = new Date(0);
    private static final Bson IS_OPEN = in(STATE, EmailState.DUE.name(), EmailState.WAITING_FOR_CUSTOMER.name());

    private final IndexedCollection emails;

    EmailStore(MongoDatabase database) {
        emails = new IndexedCollection(database, "emails", List.of(
                new IndexModel(Indexes.ascending(STATE, QUEUED_AT)),
                new IndexModel(Indexes.ascending(CUSTOMER, STATE)),
                new IndexModel(Indexes.ascending(ORDER))));
    }

    /** Records an e-mail; false where its event has called for it before. */
    boolean record(Email email) {
        try {
            emails.get().insertOne(EmailDocument.of(email).append(QUEUED_AT, new Date()).append(CLAIMED_UNTIL,
                    UNCLAIMED));
            return true;
        } catch (MongoWriteException refused) {
            if (refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw refused;
        }
    }

    Optional<Email> find(String eventId) {
        return Optional.ofNullable(emails.get().find(eq(ID, eventId)).first()).map(EmailDocument::read);
    }

    /** Takes an e-mail that is to be sent for one worker; empty where it is not to be sent, or another has it. */
    Optional<Email> claim(String eventId, Instant now) {
        return Optional.ofNullable(emails.get().findOneAndUpdate(
                and(eq(ID, eventId), IS_OPEN, lt(CLAIMED_UNTIL, Date.from(now))),
                set(CLAIMED_UNTIL, Date.from(now.plus(CLAIM))),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER))).map(EmailDocument::read);
    }

    /** Ends the claim with a state from which nothing more is done by itself. */
    void end(String eventId, EmailState state, @Nullable String failure) {
        change(eventId, set(STATE, state.name()), set("failure", failure));
    }

    /** Ends the claim of an e-mail that has no address yet. */
    void awaitCustomer(String eventId) {
        change(eventId, set(STATE, EmailState.WAITING_FOR_CUSTOMER.name()), set(QUEUED_AT, new Date()));
    }

    /** Ends the claim after an attempt has failed; the next one comes after the pause. */
    void failed(String eventId, String failure, Duration pause) {
        change(eventId, set(STATE, EmailState.DUE.name()), set("failure", failure), inc("attempts", 1),
                set(QUEUED_AT, Date.from(Instant.now().plus(pause))));
    }

    private void change(String eventId, Bson... changes) {
        List<Bson> all = new ArrayList<>(List.of(changes));
        all.add(set(CLAIMED_UNTIL, UNCLAIMED));
        all.add(set("changedAt", new Date()));
        emails.get().updateOne(eq(ID, eventId), combine(all));
    }

    /** E-mails that were given up. */
    List<String> parked(int limit) {
        return ids(eq(STATE, EmailState.PARKED.name()), limit);
    }

    /**
     * Lets a parked e-mail be tried from the beginning, however old its event is by now: a person wants it to be sent. False
     * where it is not parked.
     */
    boolean reopen(String eventId) {
        return emails.get().updateOne(and(eq(ID, eventId), eq(STATE, EmailState.PARKED.name())),
                combine(set(STATE, EmailState.DUE.name()), set("attempts", 0), set("reopened", true),
                        set(QUEUED_AT, new Date()),
                        set("changedAt", new Date())))
                .getModifiedCount() == 1;
    }

    /** The e-mails that wait for the address of a customer. */
    List<String> waitingFor(String customerId) {
        return ids(and(eq(CUSTOMER, customerId), eq(STATE, EmailState.WAITING_FOR_CUSTOMER.name())),
                Integer.MAX_VALUE);
    }

    /** The customers whom e-mails wait for that were looked at before that time, and these e-mails. */
    List<Email> waitingSince(Instant before, int limit) {
        return emails.get().find(and(eq(STATE, EmailState.WAITING_FOR_CUSTOMER.name()),
                lt(QUEUED_AT, Date.from(before)))).sort(Sorts.ascending(QUEUED_AT)).limit(limit)
                .map(EmailDocument::read).into(new ArrayList<>());
    }

    /** The e-mails that were to be in the queue before that time, and that no worker has handled since. */
    List<String> dueSince(Instant before, int limit) {
        return ids(and(eq(STATE, EmailState.DUE.name()), lt(QUEUED_AT, Date.from(before))), limit);
    }

    private List<String> ids(Bson which, int limit) {
        return emails.get().find(which).limit(limit).map(document -> document.getString(ID)).into(new ArrayList<>());
    }

    /** Notes that e-mails were looked at, or put into the queue, just now. */
    void touch(List<String> eventIds) {
        emails.get().updateMany(in(ID, eventIds), Updates.set(QUEUED_AT, new Date()));
    }

    long count(EmailState state) {
        return emails.get().countDocuments(eq(STATE, state.name()));
    }

    /** @param after the e-mail that the list goes on behind, null for its beginning */
    Page<Email> list(@Nullable EmailState state, @Nullable String order, @Nullable String after, int limit) {
        List<Bson> conditions = new ArrayList<>();
        if (state != null) {
            conditions.add(eq(STATE, state.name()));
        }
        if (order != null) {
            conditions.add(eq(ORDER, order));
        }
        if (after != null) {
            conditions.add(gt(ID, after));
        }
        return Page.of(emails.get().find(conditions.isEmpty() ? new Document() : and(conditions))
                .sort(Sorts.ascending(ID)).limit(limit + 1).map(EmailDocument::read).into(new ArrayList<>()), limit,
                Email::eventId);
    }
}
