package io.orderflow.notification.email;

import java.util.Date;
import org.bson.Document;

/** How an e-mail is stored. */
final class EmailDocument {

    private EmailDocument() {}

    static Document of(Email email) {
        EmailDetails details = email.details();
        return new Document("_id", email.eventId())
                .append("kind", email.kind().name())
                .append("orderId", email.orderId())
                .append("traceId", email.traceId())
                .append("customerId", email.customerId())
                .append("total", details.total())
                .append("reason", details.reason())
                .append("carrier", details.carrier())
                .append("trackingNumber", details.trackingNumber())
                .append("state", email.state().name())
                .append("occurredAt", Date.from(email.occurredAt()))
                .append("attempts", email.attempts())
                .append("failure", email.failure())
                .append("changedAt", Date.from(email.changedAt()));
    }

    static Email read(Document stored) {
        return new Email(stored.getString("_id"), EmailKind.valueOf(stored.getString("kind")),
                stored.getString("orderId"), stored.getString("traceId"), stored.getString("customerId"),
                new EmailDetails(stored.getString("total"), stored.getString("reason"), stored.getString("carrier"),
                        stored.getString("trackingNumber")),
                EmailState.valueOf(stored.getString("state")), stored.getDate("occurredAt").toInstant(),
                stored.getInteger("attempts"), stored.getString("failure"), stored.getDate("changedAt").toInstant(),
                stored.getBoolean("reopened", false));
    }
}
