package io.orderflow.ledger;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.projection.api.Projection;
import java.time.Instant;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.jspecify.annotations.Nullable;

/** Events as a projection meets them: in their account's stream, with a version and a time. */
public final class Recorded {

    public static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

    private Recorded() {}

    public static EventMessage<AccountEvent> at(long version, AccountEvent event) {
        return new GenericDomainEventMessage<>("Account", event.accountId().toString(), version,
                new GenericMessage<>(event), TIME);
    }

    /** Folds the events, the first of version 0, into the document that is given. */
    public static <D> @Nullable D fold(Projection<D> projection, @Nullable D document, AccountEvent... events) {
        D folded = document;
        for (int version = 0; version < events.length; version++) {
            folded = projection.fold(folded, at(version, events[version]));
        }
        return folded;
    }
}
