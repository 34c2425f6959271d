package io.orderflow.ledger.trial;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.orderflow.ledger.LedgerAccount;
import io.orderflow.ledger.Posting;
import io.orderflow.ledger.statement.StatementEntry;
import io.orderflow.ledger.statement.StatementsProjection;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.conversions.Bson;

/**
 * Computes the totals as of a past moment: the whole days before it, the whole minutes of its day, and the entries of
 * its minute. A posting belongs to the moment of its event, to the millisecond.
 */
final class PastJournal {

    /** Days of some hundred years in a hundred currencies. */
    private static final int MAX_DAYS = 4_000_000;
    /** Minutes of a day in a hundred currencies. */
    private static final int MAX_MINUTES = 144_000;
    /** More postings than a minute can have here. */
    private static final int MAX_ENTRIES = 1_000_000;

    private final JournalDays days;
    private final JournalMinutes minutes;
    private final ReadModel<JournalPeriod> byDay;
    private final ReadModel<JournalPeriod> byMinute;
    private final ReadModel<StatementEntry> entries;

    PastJournal(JournalDays days, JournalMinutes minutes, StatementsProjection entries, ReadModels models) {
        this.days = days;
        this.minutes = minutes;
        this.byDay = models.of(days);
        this.byMinute = models.of(minutes);
        this.entries = models.of(entries);
    }

    /** The totals in every currency, the postings at the moment itself included. */
    List<JournalTotals> asOf(Instant moment) {
        Instant day = days.beginningAt(moment);
        Instant minute = minutes.beginningAt(moment);
        Map<String, JournalTotals> sums = new TreeMap<>();
        add(sums, byDay.find(Filters.lt("begins", day), Sorts.ascending("begins"), MAX_DAYS));
        add(sums, byMinute.find(between("begins", day, Filters.lt("begins", minute)), Sorts.ascending("begins"),
                MAX_MINUTES));
        entries.find(between("at", minute, Filters.lte("at", moment)), Sorts.ascending("at"), MAX_ENTRIES)
                .forEach(entry -> add(sums, postingOf(entry)));
        return List.copyOf(sums.values());
    }

    private static Bson between(String field, Instant first, Bson end) {
        return Filters.and(Filters.gte(field, first), end);
    }

    private static void add(Map<String, JournalTotals> sums, List<JournalPeriod> periods) {
        periods.forEach(period -> sums.merge(period.totals().currency(), period.totals(), JournalTotals::plus));
    }

    private static void add(Map<String, JournalTotals> sums, Posting posting) {
        String currency = posting.amount().currency();
        sums.put(currency, sums.getOrDefault(currency, JournalTotals.empty(currency)).posted(posting));
    }

    private static Posting postingOf(StatementEntry entry) {
        return new Posting(LedgerAccount.labelled(entry.debit()), LedgerAccount.labelled(entry.credit()),
                entry.amount());
    }
}
