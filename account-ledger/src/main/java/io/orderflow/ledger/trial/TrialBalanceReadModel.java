package io.orderflow.ledger.trial;

import io.orderflow.api.account.AccountQuery.FindTrialBalance;
import io.orderflow.api.message.MessageCatalog;
import java.util.List;
import org.springframework.context.annotation.Import;

/** Imports the read model of the journal, and names its messages. */
@Import({JournalProjection.class, JournalDays.class, JournalMinutes.class, PastJournal.class, TrialBalanceQueries.class,
        TrialBalanceController.class, LedgerMeters.class})
public final class TrialBalanceReadModel implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(FindTrialBalance.class, TrialBalance.class);
    }
}
