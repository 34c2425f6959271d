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
 * A document a movement, written once and never changed. It names no balance after it: that would tie each document to
 * the one before, and a movement must be foldable by itself. So each document is whole with the one event that it
 * begins with, whichever that is.
 */
public final class StatementsProjection implements Projection<StatementEntry> {

    public static final String NAME = "statements";

    @Override
    public String name() {
        return NAME;
    }

    /** 2: entries name their hash. */
    @Override
    public int revision() {
        return 2;
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
