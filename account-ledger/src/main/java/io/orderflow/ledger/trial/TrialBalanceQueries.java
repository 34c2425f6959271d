package io.orderflow.ledger.trial;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.orderflow.api.InvalidValue;
import io.orderflow.api.account.AccountQuery.FindTrialBalance;
import io.orderflow.projection.api.AsOf;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import java.time.Instant;
import org.axonframework.queryhandling.QueryHandler;

/** Answers the queries about the trial balance. */
final class TrialBalanceQueries {

    /** A limit above the number of currencies in ISO 4217. */
    static final int MAX_CURRENCIES = 1_000;

    private final ReadModel<JournalTotals> journal;
    private final PastJournal past;

    TrialBalanceQueries(JournalProjection journal, ReadModels models, PastJournal past) {
        this.journal = models.of(journal);
        this.past = past;
    }

    @QueryHandler
    TrialBalance handle(FindTrialBalance query) {
        return query.asOf() == null ? now() : asOf(AsOf.parse(query.asOf()));
    }

    private TrialBalance asOf(AsOf moment) {
        return switch (moment) {
            case AsOf.Time(Instant time) -> TrialBalance.of(past.asOf(time), null);
            case AsOf.Version version -> throw notATime();
            case AsOf.Position position -> throw notATime();
        };
    }

    private static InvalidValue notATime() {
        return new InvalidValue("asOf must be a time here: the ledger has no versions of its own");
    }

    /**
     * Reads the present balance. It reads the position first, because totals that are read after it can only be newer.
     */
    private TrialBalance now() {
        long position = journal.position();
        return TrialBalance.of(journal.find(Filters.empty(), Sorts.ascending("_id"), MAX_CURRENCIES), position);
    }
}
