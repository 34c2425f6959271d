package io.orderflow.ledger.balance;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.AccountQuery.FindAccount;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.projection.engine.PresentAndPast;
import io.orderflow.projection.engine.TimeTravel;
import org.axonframework.queryhandling.QueryHandler;

/** Finds accounts, as they are and as they were. */
final class AccountFinder {

    private final PresentAndPast<AccountView> accounts;

    AccountFinder(AccountsProjection projection, ReadModels models, TimeTravel past) {
        this.accounts = new PresentAndPast<>(projection, models.of(projection), past);
    }

    @QueryHandler
    AccountView handle(FindAccount query) {
        AccountId id = query.accountId();
        return accounts.require(id.value(), query.asOf(), "account " + id.value(), account -> true);
    }
}
