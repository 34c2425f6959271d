package io.orderflow.ledger.trial;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.ledger.AccountEvents;
import io.orderflow.ledger.Posting;
import io.orderflow.projection.api.Projection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one document for each currency and period, with the totals of its postings. Days and minutes together give the
 * totals up to any moment, without a read of every posting there ever was. A period may begin with any posting.
 */
abstract sealed class JournalPeriods implements Projection<JournalPeriod> permits JournalDays, JournalMinutes {

    private final String name;
    private final ChronoUnit length;

    JournalPeriods(String name, ChronoUnit length) {
        this.name = name;
        this.length = length;
    }

    /** The first moment of the period that contains the moment. */
    Instant beginningAt(Instant moment) {
        return moment.truncatedTo(length);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Class<JournalPeriod> documentType() {
        return JournalPeriod.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(AccountEvent.class);
    }

    @Override
    public @Nullable String keyOf(EventMessage<?> event) {
        return Posting.of(AccountEvents.of(event))
                .map(posting -> posting.amount().currency() + "@" + beginningAt(event.getTimestamp()))
                .orElse(null);
    }

    @Override
    public @Nullable JournalPeriod fold(@Nullable JournalPeriod period, EventMessage<?> event) {
        return Posting.of(AccountEvents.of(event)).map(posting -> post(period, posting, event)).orElse(period);
    }

    @Override
    public List<IndexModel> indexes() {
        return List.of(new IndexModel(Indexes.ascending("begins")));
    }

    private JournalPeriod post(@Nullable JournalPeriod period, Posting posting, EventMessage<?> event) {
        JournalPeriod before = period == null
                ? new JournalPeriod(beginningAt(event.getTimestamp()),
                        JournalTotals.empty(posting.amount().currency()), 0)
                : period;
        return new JournalPeriod(before.begins(), before.totals().posted(posting), before.position());
    }
}
