package io.orderflow.ledger.proof;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.AccountQuery.ProveAccount;
import io.orderflow.service.web.NotFound;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.queryhandling.QueryHandler;

/** Proves accounts out of their events, never out of a read model or a snapshot. */
final class ProofQueries {

    private final EventStore events;

    ProofQueries(EventStore events) {
        this.events = events;
    }

    @QueryHandler
    AccountProof handle(ProveAccount query) {
        AccountId account = query.accountId();
        // From sequence number 0, because without a number the store would begin at the last snapshot.
        DomainEventStream all = events.readEvents(account.toString(), 0);
        if (!all.hasNext()) {
            throw new NotFound("No account " + account.value());
        }
        Verification verification = new Verification(account);
        all.forEachRemaining(verification::check);
        return verification.result();
    }
}
