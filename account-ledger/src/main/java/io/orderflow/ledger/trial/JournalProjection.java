package io.orderflow.ledger.trial;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.ledger.AccountEvents;
import io.orderflow.ledger.Posting;
import io.orderflow.projection.api.Projection;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one document for each currency, with the totals of all postings in it. A document may begin with any posting.
 */
public final class JournalProjection implements Projection<JournalTotals> {

    public static final String NAME = "journal";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<JournalTotals> documentType() {
        return JournalTotals.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(AccountEvent.class);
    }

    @Override
    public @Nullable String keyOf(EventMessage<?> event) {
        return Posting.of(AccountEvents.of(event)).map(posting -> posting.amount().currency()).orElse(null);
    }

    @Override
    public @Nullable JournalTotals fold(@Nullable JournalTotals totals, EventMessage<?> event) {
        return Posting.of(AccountEvents.of(event)).map(posting -> post(totals, posting)).orElse(totals);
    }

    private static JournalTotals post(@Nullable JournalTotals totals, Posting posting) {
        JournalTotals before = totals == null ? JournalTotals.empty(posting.amount().currency()) : totals;
        return before.posted(posting);
    }
}
