package io.orderflow.ledger.balance;

import io.orderflow.api.account.AccountQuery.FindAccount;
import io.orderflow.api.account.AccountQuery.ListAccounts;
import io.orderflow.api.message.MessageCatalog;
import java.util.List;
import org.springframework.context.annotation.Import;

/** Imports the read model of accounts, and names its messages. */
@Import({AccountsProjection.class, AccountQueries.class, AccountQueryController.class})
public final class AccountsReadModel implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(FindAccount.class, ListAccounts.class, AccountView.class);
    }
}
