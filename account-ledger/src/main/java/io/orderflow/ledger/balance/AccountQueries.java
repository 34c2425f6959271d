package io.orderflow.ledger.balance;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.AccountQuery.FindAccount;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.message.Origin;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** Answers the queries about accounts, as they are and as they were. */
final class AccountQueries {

    private final ReadModel<AccountView> accounts;

    AccountQueries(AccountsProjection projection, ReadModels models) {
        this.accounts = models.of(projection);
    }

    @QueryHandler
    AccountView handle(FindAccount query, @MetaDataValue(Origin.OWNER) @Nullable String only) {
        AccountId id = query.accountId();
        return accounts.require(id.value(), query.asOf(), "account " + id.value(),
                account -> account.isVisibleTo(only));
    }
}
