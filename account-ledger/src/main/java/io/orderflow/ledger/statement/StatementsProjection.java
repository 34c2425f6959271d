package io.orderflow.ledger.statement;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.ledger.AccountEvents;
import io.orderflow.ledger.Entry;
import io.orderflow.ledger.EntryId;
import io.orderflow.ledger.Posting;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.Projection;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one document for each movement, written once and never changed. The document has no balance after the movement,
 * because that would tie it to the document before, and a movement must be foldable by itself. So the one event that
 * begins a document makes it whole, whichever event that is.
 */
public final class StatementsProjection implements Projection<StatementEntry> {

    public static final String NAME = "statements";

    @Override
    public String name() {
        return NAME;
    }

    /** Revision 3: entries have who asked for them, and why. */
    @Override
    public int revision() {
        return 3;
    }

    @Override
    public Class<StatementEntry> documentType() {
        return StatementEntry.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(AccountEvent.class);
    }

    @Override
    public @Nullable String keyOf(EventMessage<?> event) {
        AccountEvent happened = AccountEvents.of(event);
        return Posting.of(happened).isEmpty()
                ? null
                : new EntryId(happened.accountId(), Events.versionOf(event)).toString();
    }

    @Override
    public @Nullable StatementEntry fold(@Nullable StatementEntry entry, EventMessage<?> event) {
        AccountEvent happened = AccountEvents.of(event);
        return Entry.of(happened)
                .map(entered -> StatementEntry.of(new EntryId(happened.accountId(), Events.versionOf(event)), entered,
                        event))
                .orElse(entry);
    }

    /** Clients know entries by their account. */
    @Override
    public boolean isPartOf(String account, String entry) {
        return entry.equals(account) || entry.startsWith(account + ':');
    }

    @Override
    public List<IndexModel> indexes() {
        return List.of(new IndexModel(
                Indexes.compoundIndex(Indexes.ascending("accountId"), Indexes.descending("version"))),
                new IndexModel(Indexes.ascending("at")));
    }
}
