package io.orderflow.ledger.trial;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.orderflow.api.account.AccountQuery.FindTrialBalance;
import io.orderflow.projection.ReadModel;
import io.orderflow.projection.ReadModels;
import org.axonframework.queryhandling.QueryHandler;

/** Draws up the trial balance. */
final class TrialBalanceFinder {

    /** More than ISO 4217 has currencies. */
    private static final int MAX_CURRENCIES = 1_000;

    private final ReadModel<JournalTotals> journal;

    TrialBalanceFinder(JournalProjection journal, ReadModels models) {
        this.journal = models.of(journal);
    }

    /** The position is read first: what is read after it can only be newer. */
    @QueryHandler
    TrialBalance handle(FindTrialBalance query) {
        long position = journal.position();
        return TrialBalance.of(journal.find(Filters.empty(), Sorts.ascending("currency"), MAX_CURRENCIES), position);
    }
}
